import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

/** The recorder sends these as they are: compressing costs once, here. */
const compressed = {
  name: 'compressed',
  apply: 'build' as const,
  closeBundle() {
    const folder = join(import.meta.dirname, 'dist/web')
    for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      const path = join(folder, file)
      if (!/\.(js|css|html|svg|webmanifest)$/.test(file) || statSync(path).size < 512) continue
      const bytes = readFileSync(path)
      writeFileSync(`${path}.br`, brotliCompressSync(bytes))
      writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }))
    }
  },
}

// Built files go where the recorder's jar picks them up as resources under /web.
// `npm run dev` proxies to a recorder that runs on this machine: NIGHTJAR=http://127.0.0.1:8000 npm run dev
export default defineConfig({
  root: 'recorder',
  plugins: [react(), compressed],
  build: {
    outDir: '../dist/web',
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
