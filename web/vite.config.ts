import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

/** Three sites from one project: the recorder's app, the owner's portal, the review desk. */
const site = process.env.SITE ?? 'recorder'
const out = site === 'recorder' ? 'web' : site

/** The programs send these as they are: compressing costs once, here. */
const compressed = {
  name: 'compressed',
  apply: 'build' as const,
  closeBundle() {
    const folder = join(import.meta.dirname, 'dist', out)
    for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      const path = join(folder, file)
      if (!/\.(js|css|html|svg|webmanifest)$/.test(file) || statSync(path).size < 512) continue
      const bytes = readFileSync(path)
      writeFileSync(`${path}.br`, brotliCompressSync(bytes))
      writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }))
    }
  },
}

// Built files go where the programs' jars pick them up as resources under /web, /portal and /review.
// `npm run dev` proxies to a recorder that runs on this machine: NIGHTJAR=http://127.0.0.1:8000 npm run dev
export default defineConfig({
  root: site,
  plugins: [react(), compressed],
  build: {
    outDir: `../dist/${out}`,
    emptyOutDir: true,
    target: 'es2022',
    cssCodeSplit: true,
    chunkSizeWarningLimit: 400,
    reportCompressedSize: false,
  },
  server: {
    proxy: {
      '/api': { target: process.env.NIGHTJAR ?? 'http://127.0.0.1:8000', ws: true, changeOrigin: false },
    },
  },
  test: { root: '.', include: ['test/**/*.test.ts'], environment: 'node' },
})
