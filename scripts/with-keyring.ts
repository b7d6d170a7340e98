import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * `node scripts/with-keyring.ts command …`: runs the command beside a real, unlocked, empty keyring of its own, so
 * that the keychain is tested for real and nobody's own keyring is touched. Where no keyring can be started
 * (BUYDESK_KEYRING=none for the command) the command runs without. Only Linux needs any of this.
 */
const [command, ...args] = process.argv.slice(2)
if (command === undefined) throw new Error('with-keyring: no command was given')

const there = (name: string): boolean => spawnSync('sh', ['-c', `command -v ${name}`], { stdio: 'ignore' }).status === 0

const run = (program: string, programArgs: readonly string[], env: NodeJS.ProcessEnv, clean: () => void): void => {
  const child = spawn(program, programArgs, { stdio: 'inherit', env })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => {
    process.stderr.write(`${program}: ${error.message}\n`)
    clean()
    process.exit(1)
  })
  child.on('exit', (code) => {
    clean()
    process.exit(code ?? 1)
  })
}

if (process.platform !== 'linux') {
  run(command, args, { ...process.env, BUYDESK_KEYRING: 'system' }, () => undefined)
} else if (!['dbus-run-session', 'dbus-daemon', 'gnome-keyring-daemon'].every(there)) {
  process.stderr.write('No keyring can be started here (gnome-keyring, dbus): the keychain tests are left out.\n')
  run(command, args, { ...process.env, BUYDESK_KEYRING: 'none' }, () => undefined)
} else {
  const home = mkdtempSync(join(tmpdir(), 'buydesk-keyring-'))
  // The daemon reads the password of a new, empty keyring from its input; the line break counts.
  const script = 'printf "test\\n" | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; "$@"'
  const env = {
    ...process.env,
    BUYDESK_KEYRING: 'test',
    XDG_RUNTIME_DIR: home,
    XDG_DATA_HOME: join(home, 'data'),
    GNOME_KEYRING_CONTROL: join(home, 'control'),
  }
  run('dbus-run-session', ['--', 'sh', '-c', script, 'with-keyring', command, ...args], env, () =>
    rmSync(home, { recursive: true, force: true }),
  )
}
