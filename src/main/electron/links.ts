/** Links may come before anybody can follow them: the last one waits. */
export interface Links {
  open(link: string): void
  /** From now on, and what has been waiting. */
  listen(follow: (link: string) => void): void
}

export const createLinks = (first: string | null): Links => {
  let waiting = first
  let follow: ((link: string) => void) | null = null
  return {
    open: (link) => {
      if (follow) follow(link)
      else waiting = link
    },
    listen: (next) => {
      follow = next
      if (waiting !== null) next(waiting)
      waiting = null
    },
  }
}
