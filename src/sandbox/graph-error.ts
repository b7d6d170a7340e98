/** Meta's error body. Thrown anywhere below the router, answered as it stands. */
export interface GraphFault {
  readonly status: number
  readonly code: number
  readonly message: string
  readonly subcode?: number
  readonly type?: string
  readonly transient?: boolean
  readonly title?: string
  readonly userMessage?: string
  readonly data?: unknown
}

export class GraphError extends Error {
  readonly fault: GraphFault

  constructor(fault: GraphFault) {
    super(fault.message)
    this.name = 'GraphError'
    this.fault = fault
  }
}

export const errorBody = (fault: GraphFault, traceId: string): { readonly error: Record<string, unknown> } => ({
  error: {
    message: fault.message,
    type: fault.type ?? 'OAuthException',
    code: fault.code,
    ...(fault.subcode === undefined ? {} : { error_subcode: fault.subcode }),
    ...(fault.data === undefined ? {} : { error_data: fault.data }),
    ...(fault.transient === undefined ? {} : { is_transient: fault.transient }),
    ...(fault.title === undefined ? {} : { error_user_title: fault.title }),
    ...(fault.userMessage === undefined ? {} : { error_user_msg: fault.userMessage }),
    fbtrace_id: traceId,
  },
})

export const invalid = (message: string, subcode?: number): GraphError =>
  new GraphError({
    status: 400,
    code: 100,
    message: `(#100) ${message}`,
    ...(subcode === undefined ? {} : { subcode }),
  })

/** What Meta says for an id that is wrong, gone, or not for this token: it does not tell them apart. */
export const hidden = (id: string, method: 'GET' | 'POST' | 'DELETE' = 'GET'): GraphError =>
  new GraphError({
    status: 400,
    code: 100,
    subcode: 33,
    type: 'GraphMethodException',
    message: `Unsupported ${method.toLowerCase()} request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api`,
  })

export const forbidden = (message: string, code = 200): GraphError =>
  new GraphError({ status: 403, code, message: `(#${code}) ${message}` })

export const badToken = (message: string, subcode?: number): GraphError =>
  new GraphError({ status: 401, code: 190, message, ...(subcode === undefined ? {} : { subcode }) })
