const leaving = new Set<() => void>()

/** What is kept of a workspace is forgotten when another one is opened, or none: each store says so of itself. */
export const onLeave = (forget: () => void): void => void leaving.add(forget)

export const leaveWorkspace = (): void => {
  for (const forget of leaving) forget()
}
