import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

const at = (path: string): string => resolve(import.meta.dirname, path)

export default defineConfig({
  main: {
    build: {
      rollupOptions: {
        // Three threads, three bundles: the application, the data thread (SQLite), the embedded sandbox.
        input: {
          index: at('src/main/index.ts'),
          'data-thread': at('src/main/data-thread.ts'),
          'sandbox-thread': at('src/sandbox/thread.ts'),
        },
      },
    },
  },
  preload: {
    build: {
      // A sandboxed preload must be one CommonJS file without imports.
      externalizeDeps: false,
      rollupOptions: {
        input: { index: at('src/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('src/renderer'),
    build: { minify: true, rollupOptions: { input: at('src/renderer/index.html') } },
    plugins: [react()],
  },
})
