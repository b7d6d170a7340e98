/** `--data-dir <folder>` or `--data-dir=<folder>`, else BUYDESK_DATA_DIR, else null. */
export const dataDirFrom = (argv: readonly string[], env: Readonly<Record<string, string | undefined>>): string | null => {
  const joined = argv.find((one) => one.startsWith('--data-dir='))
  if (joined !== undefined) return joined.slice('--data-dir='.length) || null
  const at = argv.indexOf('--data-dir')
  return (at >= 0 ? argv[at + 1] : undefined) ?? env['BUYDESK_DATA_DIR'] ?? null
}

/** The application's own arguments: what follows `--sync`, itself included; null when a window is wanted. */
export const commandFrom = (argv: readonly string[]): readonly string[] | null => {
  const at = argv.indexOf('--sync')
  return at < 0 ? null : argv.slice(at)
}
