import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { findChromium } from '../host/find-chromium.ts'
import { electronBinary } from './electron-binary.ts'

/**
 * What the tests and the demo need from the system. Installed where that can be done without asking (root on Debian or
 * Ubuntu); otherwise named in a sentence. Says nothing when all is there.
 */
interface Need {
  readonly what: string
  readonly package: string
  readonly there: () => boolean
  /** Without it nothing can run; without the others some tests say why they were left out. */
  readonly must: boolean
}

const onPath = (name: string): boolean =>
  (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, name)))

const holds = (folder: string, name: RegExp): boolean => {
  if (!existsSync(folder)) return false
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).some((path) => name.test(path))
}
const fontThere = (name: RegExp): boolean =>
  ['/usr/share/fonts', '/usr/local/share/fonts'].some((folder) => holds(folder, name))
const libraryThere = (name: RegExp): boolean =>
  ['/usr/lib', '/lib', '/usr/lib64'].some(
    (folder) =>
      existsSync(folder) &&
      readdirSync(folder, { withFileTypes: true }).some(
        (one) =>
          name.test(one.name) ||
          (one.isDirectory() && one.name.includes('-linux-gnu') && holds(join(folder, one.name), name)),
      ),
  )

const NEEDS: readonly Need[] = [
  {
    what: 'Chromium',
    package: 'chromium',
    there: () => findChromium() !== null || electronBinary() !== null,
    must: true,
  },
  ...(process.platform === 'linux'
    ? [
        {
          what: 'a font with Cyrillic',
          package: 'fonts-dejavu-core',
          there: () =>
            fontThere(/(DejaVuSans|NotoSans-Regular|LiberationSans-Regular|Roboto-Regular|Arial)\.(ttf|otf)$/i),
          must: false,
        },
        {
          what: 'a font with emoji',
          package: 'fonts-noto-color-emoji',
          there: () => fontThere(/emoji.*\.(ttf|otf)$/i),
          must: false,
        },
        {
          what: 'a font with Japanese',
          package: 'fonts-vlgothic',
          there: () =>
            fontThere(
              /(VL-Gothic|ipag|TakaoGothic|NotoSans(Mono)?CJK|NotoSansJP|SourceHanSans|wqy-).*\.(ttf|otf|ttc)$/i,
            ),
          must: false,
        },
        {
          what: 'libsecret',
          package: 'libsecret-1-0',
          there: () => libraryThere(/^libsecret-1\.so\.0$|\/libsecret-1\.so\.0$/),
          must: false,
        },
        { what: 'a keyring', package: 'gnome-keyring', there: () => onPath('gnome-keyring-daemon'), must: false },
        { what: 'D-Bus', package: 'dbus', there: () => onPath('dbus-run-session'), must: false },
        { what: 'D-Bus for a session', package: 'dbus-daemon', there: () => onPath('dbus-daemon'), must: false },
      ]
    : []),
]

const missing = (): Need[] => NEEDS.filter((need) => !need.there())

const install = (needs: readonly Need[]): void => {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !onPath('apt-get')) return
  process.stdout.write(`Installing ${needs.map((need) => need.package).join(', ')}…\n`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore', env })
  const done = spawnSync(
    'apt-get',
    ['install', '-y', '-qq', '--no-install-recommends', ...needs.map((need) => need.package)],
    { encoding: 'utf8', env },
  )
  if (done.status !== 0) process.stderr.write(`${done.stderr.trim().split('\n').slice(-3).join('\n')}\n`)
}

const wanted = missing()
if (wanted.length > 0) install(wanted)
const still = wanted.length > 0 ? missing() : []
if (still.length > 0) {
  const list = still.map((need) => `${need.what} (Debian package ${need.package})`).join(', ')
  process.stderr.write(`Missing on this machine: ${list}. Install what is named, then run this again.\n`)
}
process.exitCode = still.some((need) => need.must) ? 1 : 0
