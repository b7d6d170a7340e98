/** Lets in what there is room for, in order; what is larger than all of the room goes alone. */
export const createGate = (room: number) => {
  let used = 0
  const waiting: { readonly size: number; readonly go: () => void }[] = []

  const letIn = (): void => {
    for (let next = waiting[0]; next && (used === 0 || used + next.size <= room); next = waiting[0]) {
      waiting.shift()
      used += next.size
      next.go()
    }
  }

  return {
    enter: (size: number): Promise<void> =>
      new Promise((go) => {
        waiting.push({ size, go })
        letIn()
      }),
    leave: (size: number): void => {
      used -= size
      letIn()
    },
  }
}
