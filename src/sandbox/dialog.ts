import { DEMO_APP_ID, DEMO_APP_NAME } from './demo-app.ts'
import { DIALOG_STYLE, DIALOG_WORDS } from './dialog-look.ts'
import { PERSON } from './person.ts'
import { SANDBOX_SCOPES } from './tokens.ts'
import type { DialogLocale } from './dialog-look.ts'
import type { OAuth } from './oauth.ts'
import type { Params } from './params.ts'
import type { State } from './state.ts'

/** The pages that a person clicks through to sign in: who you are, what you allow, and back to the app. */

export interface Page {
  readonly status: number
  readonly html: string
  /** Where to go instead of showing a page. */
  readonly location: string | null
}

export interface DialogRequest {
  /** Of the address: what the app asked for. */
  readonly query: Params
  /** Of the form, once something was clicked. */
  readonly form: {
    readonly step: string
    readonly action: string
    readonly scopes: readonly string[]
    /** Ad accounts that were ticked; null: all of them, now and later. */
    readonly accounts: readonly string[] | null
  } | null
  readonly origin: string
  readonly acceptLanguage: string
}

export interface Dialog {
  answer(request: DialogRequest): Page
  success(acceptLanguage: string): Page
}

const REDIRECT = '/connect/login_success.html'

const escape = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')

const localeOf = (query: Params, acceptLanguage: string): DialogLocale => {
  const wanted = query['locale'] ?? acceptLanguage.split(',')[0] ?? ''
  return wanted.trim().toLowerCase().startsWith('ru') ? 'ru' : 'en'
}

const MARK =
  '<svg class="mark" viewBox="0 0 48 48" aria-hidden="true"><rect width="48" height="48" rx="12" fill="#1b2a4a"/><path d="M12 31l8-9 6 5 10-13" fill="none" stroke="#7ee0b8" stroke-width="4" stroke-linecap="round" stroke-linejoin="round"/></svg>'
const FACE =
  '<svg class="face" viewBox="0 0 64 64" aria-hidden="true"><circle cx="32" cy="32" r="32" fill="#dfe6f5"/><circle cx="32" cy="26" r="11" fill="#6b7ea8"/><path d="M10 56a22 18 0 0 1 44 0z" fill="#6b7ea8"/></svg>'

export const createDialog = ({
  oauth,
  state,
  accounts,
}: {
  readonly oauth: OAuth
  readonly state: State
  /** Those that can be ticked. */
  readonly accounts: readonly { readonly id: string; readonly name: string }[]
}): Dialog => {
  const layout = (locale: DialogLocale, title: string, body: string): string => `<!doctype html>
<html lang="${locale}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escape(title)}</title><style>${DIALOG_STYLE}</style></head>
<body><header><b>${DIALOG_WORDS[locale].brand}</b><span>${DIALOG_WORDS[locale].notReal}</span></header><main>${body}</main></body>
</html>`
  const page = (locale: DialogLocale, title: string, body: string, status = 200): Page => ({
    status,
    html: layout(locale, title, body),
    location: null,
  })

  const problem = (locale: DialogLocale, text: string): Page =>
    page(
      locale,
      DIALOG_WORDS[locale].errorTitle,
      `<section class="card"><h1>${DIALOG_WORDS[locale].errorTitle}</h1><p role="alert">${escape(text)}</p></section>`,
      400,
    )

  const allowed = (redirect: string, origin: string): boolean =>
    [origin, origin.replace('127.0.0.1', 'localhost'), origin.replace('localhost', '127.0.0.1')].some(
      (own) => redirect === `${own}${REDIRECT}`,
    )

  const action = (query: Params): string => escape(`?${new URLSearchParams(query).toString()}`)

  const login = (locale: DialogLocale, query: Params): Page => {
    const words = DIALOG_WORDS[locale]
    return page(
      locale,
      words.loginTitle,
      `<section class="card center">${MARK}<h1>${words.loginHeading(escape(DEMO_APP_NAME))}</h1>${FACE}
<form method="post" action="${action(query)}"><input type="hidden" name="step" value="login">
<button class="primary" name="action" value="continue" autofocus>${words.continueAs(escape(PERSON.name))}</button>
<button name="action" value="cancel">${words.cancel}</button></form><p class="small">${words.loginNote}</p></section>`,
    )
  }

  /** Which ad accounts: every one, or those that are ticked. */
  const reach = (locale: DialogLocale, someWanted: boolean): string => {
    const words = DIALOG_WORDS[locale]
    const choice = (value: 'all' | 'some', text: string): string =>
      `<label class="scope"><input type="radio" name="reach" value="${value}"${(value === 'some') === someWanted ? ' checked' : ''}><span><b>${text}</b></span></label>`
    const boxes = accounts
      .map(
        ({ id, name }) =>
          `<label class="scope"><input type="checkbox" name="account" value="${escape(id)}"${someWanted ? '' : ' checked'}><span>${escape(name)} <code>${escape(id)}</code></span></label>`,
      )
      .join('')
    return `<fieldset class="reach"><legend>${words.reachHeading}</legend>${choice('all', words.reachAll)}${choice('some', words.reachSome)}<div class="some">${boxes}</div></fieldset>`
  }

  /** `noneTicked`: the page was sent without any account, and comes again. */
  const consent = (locale: DialogLocale, query: Params, scopes: readonly string[], noneTicked: boolean): Page => {
    const words = DIALOG_WORDS[locale]
    const boxes = scopes
      .map((scope) => {
        const { name, note } = words.scopes[scope] ?? { name: scope, note: '' }
        return `<label class="scope"><input type="checkbox" name="scope" value="${escape(scope)}" checked><span><b>${escape(name)}</b> <code>${escape(scope)}</code><small>${escape(note)}</small></span></label>`
      })
      .join('')
    return page(
      locale,
      words.consentTitle,
      `<section class="card"><div class="head">${MARK}<h1>${words.consentHeading(escape(DEMO_APP_NAME), escape(PERSON.name))}</h1></div>${noneTicked ? `<p role="alert">${words.noAccount}</p>` : ''}<p>${words.consentNote}</p>
<form method="post" action="${action(query)}"><input type="hidden" name="step" value="consent"><fieldset><legend class="hidden">${words.consentTitle}</legend>${boxes}</fieldset>${reach(locale, noneTicked)}
<div class="row"><button class="primary" name="action" value="continue">${words.continue}</button><button name="action" value="cancel">${words.cancel}</button></div></form></section>`,
    )
  }

  const back = (
    redirect: string,
    query: Params,
    inQuery: Record<string, string>,
    inFragment: Record<string, string> | null,
  ): Page => {
    const own: Record<string, string> = query['state'] === undefined ? {} : { state: query['state'] }
    const search = new URLSearchParams({ ...inQuery, ...(Object.keys(inQuery).length > 0 ? own : {}) }).toString()
    const hash = inFragment === null ? '_=_' : new URLSearchParams({ ...inFragment, ...own }).toString()
    return { status: 302, html: '', location: `${redirect}${search === '' ? '' : `?${search}`}#${hash}` }
  }

  return {
    answer: ({ query, form, origin, acceptLanguage }) => {
      const locale = localeOf(query, acceptLanguage)
      const words = DIALOG_WORDS[locale]
      if (query['client_id'] === undefined || query['client_id'] === '') return problem(locale, words.noApp)
      if (query['client_id'] !== DEMO_APP_ID) return problem(locale, words.unknownApp)
      const redirect = query['redirect_uri']
      if (redirect === undefined || !allowed(redirect, origin)) return problem(locale, words.wrongRedirect)
      const types = (query['response_type'] ?? 'code').split(/[\s,]+/)
      if (types.some((type) => !['code', 'token', 'granted_scopes'].includes(type)))
        return problem(locale, words.wrongType)

      // A configuration of Login for Business stands for the whole list; then the choice is all or nothing.
      const all = SANDBOX_SCOPES.filter((scope) => scope !== 'public_profile')
      const wanted = query['config_id']
        ? all
        : (query['scope'] ?? '').split(/[\s,]+/).filter((scope) => scope !== '' && scope !== 'public_profile')
      const unknown = wanted.filter(
        (scope) => !all.some((known) => known === scope) && scope !== 'email' && scope !== 'openid',
      )
      if (unknown.length > 0) return problem(locale, words.wrongScope(unknown.join(', ')))
      // What was declined once is asked again only on request.
      const asked =
        query['auth_type'] === 'rerequest'
          ? wanted
          : wanted.filter((scope) => !state.declined().has(scope) || state.removed().has(scope))

      if (form === null) return login(locale, query)
      if (form.action === 'cancel') {
        const { status, html, location } = back(
          redirect,
          query,
          {
            error: 'access_denied',
            error_code: '200',
            error_description: 'Permissions error',
            error_reason: 'user_denied',
          },
          null,
        )
        return { status, html, location }
      }
      if (form.step === 'login') return consent(locale, query, asked, false)
      const ticked = form.accounts?.filter((id) => accounts.some((account) => account.id === id)) ?? null
      if (ticked?.length === 0) return consent(locale, query, asked, true)
      const granted = query['config_id'] ? asked : asked.filter((scope) => form.scopes.includes(scope))
      const given = oauth.grant({ redirect, asked, granted, accounts: ticked ?? [] })
      const inQuery: Record<string, string> = {}
      let inFragment: Record<string, string> | null = null
      if (types.includes('code')) inQuery['code'] = given.code
      if (types.includes('token')) {
        inFragment = {
          access_token: given.token,
          data_access_expiration_time: String(given.dataAccessExpiresAt),
          expires_in: String(given.expiresIn),
        }
      }
      if (types.includes('granted_scopes')) {
        const extra = {
          granted_scopes: granted.join(','),
          denied_scopes: asked.filter((scope) => !granted.includes(scope)).join(','),
        }
        if (inFragment) Object.assign(inFragment, extra)
        else Object.assign(inQuery, extra)
      }
      return back(redirect, query, inQuery, inFragment)
    },
    success: (acceptLanguage) => {
      const locale = localeOf({}, acceptLanguage)
      const words = DIALOG_WORDS[locale]
      return page(
        locale,
        words.doneTitle,
        `<section class="card center">${MARK}<h1>${words.doneTitle}</h1><p>${words.doneNote}</p></section>`,
      )
    },
  }
}
