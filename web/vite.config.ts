import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

// Built files go where the recorder's jar picks them up as resources under /web.
// `npm run dev` proxies to a recorder that runs on this machine: NIGHTJAR=http://127.0.0.1:8000 npm run dev
export default defineConfig({
  root: 'recorder',
  plugins: [react()],
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
