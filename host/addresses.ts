/**
 * Chromium cannot be taught a scheme from outside, so `app://buydesk/x` is shown as `https://buydesk.app.localhost/x`:
 * a secure origin of its own whose every request is intercepted. The application sees its own addresses only.
 */
export const toChromium = (url: string, schemes: ReadonlySet<string>): string => {
  const parts = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]+)(.*)$/is.exec(url)
  const [, scheme = '', host = '', rest = ''] = parts ?? []
  return schemes.has(scheme) ? `https://${host}.${scheme}.localhost${rest.startsWith('/') ? rest : `/${rest}`}` : url
}

export const fromChromium = (url: string, schemes: ReadonlySet<string>): string => {
  const parts = /^https:\/\/([^/?#]+)\.([a-z0-9+-]+)\.localhost(?=[/?#]|$)(.*)$/is.exec(url)
  const [, host = '', scheme = '', rest = ''] = parts ?? []
  return schemes.has(scheme) ? `${scheme}://${host}${rest}` : url
}
