/** `--data-dir <folder>` or `--data-dir=<folder>`, else BUYDESK_DATA_DIR, else null. */
export const dataDirFrom = (
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): string | null => {
  const joined = argv.find((one) => one.startsWith('--data-dir='))
  if (joined !== undefined) return joined.slice('--data-dir='.length) || null
  const at = argv.indexOf('--data-dir')
  return (at >= 0 ? argv[at + 1] : undefined) ?? env['BUYDESK_DATA_DIR'] ?? null
}

/** What the command line asks for, `--sync` first and without `--data-dir`; null when a window is wanted. */
export const commandFrom = (argv: readonly string[]): readonly string[] | null => {
  const at = argv.indexOf('--sync')
  if (at < 0) return null
  return argv.slice(at).filter((one, n, all) => !one.startsWith('--data-dir') && all[n - 1] !== '--data-dir')
}
