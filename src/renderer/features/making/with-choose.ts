import type { Option } from '../../ui/select.tsx'

/** Choices of which none may be chosen yet. */
export const withChoose = (
  chosen: string,
  choose: string,
  options: readonly Option<string>[],
): readonly Option<string>[] => (chosen === '' ? [{ value: '', label: choose }, ...options] : options)
