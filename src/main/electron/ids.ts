import { randomBytes } from 'node:crypto'
import type { Ids } from '../ports.ts'

export const systemIds: Ids = { random: () => randomBytes(16).toString('base64url') }
