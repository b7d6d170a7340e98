import type { Bridge, CallName, EventName, Events, Input, Output } from '../shared/contract/contract.ts'
import type { ErrorCode, ErrorData, Failure } from '../shared/errors.ts'

declare global {
  interface Window {
    readonly buydesk: Bridge
  }
}

/** A call the main side answered with a failure; its sentence comes from the words. */
export class CallError extends Error {
  readonly code: ErrorCode
  readonly data: ErrorData

  constructor(code: ErrorCode, data: ErrorData) {
    super(code)
    this.name = 'CallError'
    this.code = code
    this.data = data
  }
}

type Arguments<Name extends CallName> = undefined extends Input<Name> ? [input?: Input<Name>] : [input: Input<Name>]

/** Throws CallError only. */
export const call = async <Name extends CallName>(name: Name, ...[input]: Arguments<Name>): Promise<Output<Name>> => {
  const answer = await window.buydesk.invoke(name, input as Input<Name>).catch(() => null)
  if (answer === null) throw new CallError('internal', {})
  if (!answer.ok) throw new CallError(answer.code, answer.data)
  return answer.value
}

export const failureFrom = (error: unknown): Failure =>
  error instanceof CallError ? { code: error.code, data: error.data } : { code: 'internal', data: {} }

/** Calls `run` with the detail of every such event; the answer unsubscribes. */
export const onEvent = <Name extends EventName>(name: Name, run: (detail: Events[Name]) => void): (() => void) =>
  window.buydesk.on((happened, detail) => {
    if (happened === (name as string)) run(detail as unknown as Events[Name])
  })
