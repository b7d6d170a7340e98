/** Who signs in at the sandbox: there is nobody else. */
export const PERSON = { id: '10229904816734071', name: 'Alex Morgan' } as const
