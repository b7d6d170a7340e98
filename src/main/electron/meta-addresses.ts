import type { Log, MetaAddresses } from '../ports.ts'
import { FRANKFURTER_URL } from '../rates/frankfurter.ts'

const META: MetaAddresses = {
  graphUrl: 'https://graph.facebook.com',
  dialogUrl: 'https://www.facebook.com',
  loginOrigins: [
    'https://www.facebook.com',
    'https://m.facebook.com',
    'https://facebook.com',
    'https://business.facebook.com',
  ],
  ratesUrl: FRANKFURTER_URL,
  graphVersion: 'v26.0',
}

const LOOPBACK: readonly string[] = ['127.0.0.1', 'localhost', '[::1]']

const loopbackOrigin = (address: string): string | null => {
  const url = URL.parse(address)
  if (url === null || url.protocol !== 'http:' || !LOOPBACK.includes(url.hostname)) return null
  // Anything more than an origin is a mistake, and a name or password in it would be sent along.
  return url.href === `${url.origin}/` ? url.origin : null
}

/**
 * Meta's own, or those of a sandbox on this computer that `BUYDESK_META_URL` names. Any other address is refused: tokens
 * and the app's secret are sent there.
 */
export const metaAddresses = (env: Readonly<Record<string, string | undefined>>, log: Log): MetaAddresses => {
  const given = env['BUYDESK_META_URL']
  if (given === undefined || given === '') return META
  const origin = loopbackOrigin(given)
  if (origin === null) {
    log.write('error', 'BUYDESK_META_URL refused: only http to 127.0.0.1, localhost or [::1], without a path')
    return META
  }
  log.write('info', 'Meta is played by a sandbox', { url: origin })
  return { ...META, graphUrl: origin, dialogUrl: origin, loginOrigins: [origin], ratesUrl: `${origin}/rates` }
}
