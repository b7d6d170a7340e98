import type { RowFormat } from '../../src/shared/domain/exports.ts'
import { exportFilled } from '../integration/export-by-day.ts'

/** `node export-child.ts <database> <file> <format>`: writes one file as the application does and says how it went. */
const [, , database = '', file = '', format = 'csv'] = process.argv

const LOOK_MS = 10
let peak = 0
const before = process.memoryUsage.rss()
const timer = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), LOOK_MS)
const start = performance.now()
const { rows, bytes } = await exportFilled(database, file, format as RowFormat)
const seconds = (performance.now() - start) / 1000
clearInterval(timer)
process.stdout.write(JSON.stringify({ rows, bytes, seconds, peakMiB: (peak - before) / 1024 / 1024 }))
