import { defineConfig } from 'vitest/config'

// One recorder, one browser, one after the other: what is measured must not compete with itself. A slow machine only takes longer.
export default defineConfig({ test: { include: ['e2e/**/*.e2e.ts'], fileParallelism: false, testTimeout: 240_000, retry: 1 } })
