/**
 * Frees memory at once: left to the garbage collector, that of hundreds of Meta's answers lies around before it comes. Only for
 * whoever owns all of it; nothing can be read there afterwards.
 */
export const giveBack = (memory: ArrayBufferLike): void => {
  if (memory instanceof ArrayBuffer && !memory.detached) memory.transfer(0)
}
