import { HttpError } from '../ports.ts'
import type { HttpAnswer } from '../ports.ts'

/** Every answer of Meta's own servers names itself, even its error pages. */
const isMetas = (headers: HttpAnswer['headers']): boolean =>
  Object.keys(headers).some((name) => name.startsWith('x-fb-') || name === 'facebook-api-version')

const isPage = ({ headers, body }: HttpAnswer): boolean =>
  (headers['content-type'] ?? '').includes('html') ||
  new TextDecoder().decode(body.subarray(0, 64)).trimStart().startsWith('<')

/**
 * Throws HttpError for an answer that came from the network between and not from Meta: a proxy that wants a password, a
 * network that shows its own sign-in page or sends elsewhere. Nothing in such an answer is believed, its clock neither.
 */
export const refuseIntercepted = (answer: HttpAnswer): HttpAnswer => {
  const { status, headers } = answer
  if (isMetas(headers)) return answer
  // A proxy that asks for a password has passed nothing on.
  if (status === 407) throw new HttpError('proxy', false)
  const elsewhere = status === 511 || (status >= 300 && status < 400)
  if (elsewhere || (status < 300 && isPage(answer))) throw new HttpError('portal', true)
  return answer
}
