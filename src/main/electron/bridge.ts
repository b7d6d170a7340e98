import type { IpcMain, IpcMainInvokeEvent } from 'electron'
import { CALLS } from '../../shared/contract/contract.ts'
import type { Answer, CallName, Handlers } from '../../shared/contract/contract.ts'
import { CALL_CHANNEL } from '../../shared/contract/channels.ts'
import { AppError } from '../../shared/errors.ts'
import type { Log } from '../ports.ts'
import { isOurs } from './security.ts'

const isCallName = (name: unknown): name is CallName => typeof name === 'string' && Object.hasOwn(CALLS, name)

const fromOurPage = ({ senderFrame }: IpcMainInvokeEvent): boolean =>
  senderFrame !== null && senderFrame.parent === null && isOurs(senderFrame.url)

type AnyHandler = (input: unknown) => unknown

/** One call from the window: checked, run, and answered whatever happens. */
export const createBridge = (needs: { handlers: Handlers; log: Log }) => {
  const { handlers, log } = needs

  const answer = async (event: IpcMainInvokeEvent, name: unknown, input: unknown): Promise<Answer<unknown>> => {
    if (!fromOurPage(event) || !isCallName(name)) {
      log.write('warn', 'A call was refused', { name: typeof name === 'string' ? name.slice(0, 80) : typeof name })
      return { ok: false, code: 'badInput', data: {} }
    }
    const checked = CALLS[name].input.safeParse(input)
    if (!checked.success) {
      const field = checked.error.issues[0]?.path.join('.') ?? ''
      return { ok: false, code: 'badInput', data: field === '' ? {} : { field } }
    }
    try {
      const value: unknown = await (handlers[name] as AnyHandler)(checked.data)
      return { ok: true, value }
    } catch (error) {
      if (error instanceof AppError) return { ok: false, code: error.code, data: error.data }
      log.write('error', `${name} failed`, { error })
      return { ok: false, code: 'internal', data: {} }
    }
  }

  return { install: (ipcMain: IpcMain): void => ipcMain.handle(CALL_CHANNEL, answer), answer }
}
