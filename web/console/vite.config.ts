import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

// The console's pages go into the command line's jar under /console: no network door ever serves them.
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: { outDir: '../dist/console', emptyOutDir: true, target: 'es2022', modulePreload: false, assetsInlineLimit: 0, reportCompressedSize: false },
})
