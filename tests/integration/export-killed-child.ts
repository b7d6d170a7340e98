import { createUnfinished } from '../../src/main/services/exports/unfinished.ts'
import { exportFilled } from './export-by-day.ts'

/** `<database> <file> <folder of notes>`: notes a file and writes it, for somebody to kill in the middle. */
const [, , database = '', file = '', notes = ''] = process.argv
await createUnfinished(notes).note('export', `${file}.part`)
await exportFilled(database, file, 'csv')
