/** What the address of a page that is to be printed says. */
export interface PrintedPageOf {
  readonly reportId: string
  readonly job: string
}

/** Null: it is the window as people use it. */
export const printedPageOf = (hash: string): PrintedPageOf | null => {
  const asked = new URLSearchParams(hash.replace(/^#/, ''))
  const reportId = asked.get('print')
  const job = asked.get('job')
  return reportId === null || job === null ? null : { reportId, job }
}
