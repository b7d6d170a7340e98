import type { AccountsFound } from '../../shared/contract/figures.ts'
import type { Status } from '../../shared/domain/connection.ts'
import { call } from '../api.ts'
import type { Server } from './server.ts'
import { useServer } from './server.ts'

/** What more than one room shows: read once, under one key. */

/** The status counts what is open of each. */
const STATUS_EVENTS = ['status.changed', 'alerts.changed', 'suggestions.changed', 'edits.changed'] as const
export const useStatus = (): Server<Status> => useServer('app.status', () => call('app.status'), STATUS_EVENTS)

const ACCOUNT_EVENTS = ['accounts.changed'] as const
export const useAccounts = (): Server<AccountsFound> =>
  useServer('accounts.list', () => call('accounts.list'), ACCOUNT_EVENTS)
