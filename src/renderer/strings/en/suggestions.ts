export const suggestions = {} as const
