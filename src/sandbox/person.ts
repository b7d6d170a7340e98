/** Who signs in at the sandbox: there is nobody else. */
export const PERSON = { id: '10229904816734071', name: 'Alex Morgan' } as const
/** Works in the same accounts by other means than this program. */
export const COLLEAGUE = { id: '10229904816735513', name: 'Sam Rivera' } as const
