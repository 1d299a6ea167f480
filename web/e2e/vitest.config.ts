import { defineConfig } from 'vitest/config'

// One recorder, one browser, one after the other: what is measured must not compete with itself.
export default defineConfig({ test: { include: ['e2e/**/*.e2e.ts'], fileParallelism: false, testTimeout: 60_000 } })
