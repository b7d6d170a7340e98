import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

// Most tests wait for a network, a disk or a clock: three at once even where there are no more than two cores.
const maxWorkers = Math.max(3, availableParallelism() - 1)

export default defineConfig({
  test: {
    projects: [
      // Far more than any of them takes: on a busy machine they are slow, and one that hangs still ends.
      { test: { name: 'unit', include: ['tests/unit/**/*.test.ts'], testTimeout: 30_000, maxWorkers } },
      {
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxWorkers,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // After all others: each is a whole program with a browser of its own.
          sequence: { groupOrder: 1 },
          maxWorkers: 2,
          expect: { poll: { timeout: 20_000, interval: 100 } },
        },
      },
    ],
  },
})
