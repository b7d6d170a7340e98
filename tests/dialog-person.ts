import type { SignInEnd, SignInWindow } from '../src/main/ports.ts'

type Visit = Parameters<SignInWindow['open']>[0]

export interface Behaviour {
  /** Scopes that are unticked on the consent page. */
  readonly untick?: readonly string[]
  /** On which page *Cancel* is pressed. */
  readonly cancelAt?: 'login' | 'consent'
  /** Ends without an answer: before anything was clicked. */
  readonly end?: 'closed' | 'failed'
  /** What happens while the consent page is open. */
  readonly meanwhile?: () => void | Promise<void>
  /** Changes the address that the window ends at. */
  readonly rewrite?: (redirected: string) => string
}

/** Somebody who really loads the pages of the dialog and submits their forms. */
export interface DialogPerson {
  /** What this person does from now on. */
  behave(behaviour: Behaviour): void
  /** Addresses that were opened, in order. */
  readonly visits: readonly string[]
  readonly lastRedirect: () => string | null
  visit(request: Visit): Promise<SignInEnd>
  closeWindow(): void
}

const unescape = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')

const formOf = (html: string): { readonly action: string; readonly step: string; readonly scopes: string[] } => {
  const action = /<form method="post" action="([^"]*)"/.exec(html)?.[1]
  const step = /name="step" value="([^"]*)"/.exec(html)?.[1]
  if (action === undefined || step === undefined) throw new Error('The page has no form')
  const scopes = [...html.matchAll(/type="checkbox" name="scope" value="([^"]*)"/g)].flatMap((match) => match[1] ?? [])
  return { action: unescape(action), step, scopes: scopes.map(unescape) }
}

export const createDialogPerson = (): DialogPerson => {
  let behaviour: Behaviour = {}
  let lastRedirect: string | null = null
  let shut: (() => void) | null = null
  const visits: string[] = []

  const walk = async ({ url, origins, redirect }: Visit): Promise<SignInEnd> => {
    const first = await fetch(url, { redirect: 'manual' })
    let page = { url, html: await first.text() }
    for (let pages = 0; pages < 5; pages++) {
      const form = formOf(page.html)
      if (form.step === 'consent') await behaviour.meanwhile?.()
      const body = new URLSearchParams({
        step: form.step,
        action: behaviour.cancelAt === form.step ? 'cancel' : 'continue',
      })
      for (const scope of form.scopes) if (!behaviour.untick?.includes(scope)) body.append('scope', scope)
      const target = new URL(form.action, page.url).toString()
      if (!origins.includes(new URL(target).origin)) throw new Error(`Left the allowed origins: ${target}`)
      const answer = await fetch(target, { method: 'POST', body, redirect: 'manual' })
      const location = answer.headers.get('location')
      if (location?.startsWith(redirect)) {
        lastRedirect = location
        return { kind: 'redirect', url: behaviour.rewrite?.(location) ?? location }
      }
      page = { url: target, html: await answer.text() }
    }
    throw new Error('The dialog does not end')
  }

  return {
    behave: (next) => {
      behaviour = next
    },
    visits,
    lastRedirect: () => lastRedirect,
    visit: async (request) => {
      visits.push(request.url)
      if (behaviour.end) return { kind: behaviour.end }
      const closed = new Promise<SignInEnd>((resolve) => {
        shut = () => resolve({ kind: 'closed' })
      })
      return Promise.race([walk(request), closed])
    },
    closeWindow: () => shut?.(),
  }
}
