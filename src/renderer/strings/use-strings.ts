import { useCallback } from 'react'
import type { Locale } from '../../shared/domain/connection.ts'
import type { Failure } from '../../shared/errors.ts'
import { errorSentence, localeOf } from '../../shared/words/words.ts'
import type { Format } from '../format.ts'
import { formatOf } from '../format.ts'
import { useApp } from '../stores/app.ts'
import type { Strings } from './catalogue.ts'
import { CATALOGUES } from './catalogue.ts'

export const useLocale = (): Locale =>
  useApp(({ state }) => localeOf(state?.preferences.locale ?? 'system', state?.systemLocale ?? navigator.language))

export const useStrings = (): Strings => CATALOGUES[useLocale()]

export const useFormat = (): Format => formatOf(useLocale())

/** A failure as a sentence that says what to do. */
export const useSentence = (): ((failure: Failure) => string) => {
  const locale = useLocale()
  return useCallback((failure: Failure) => errorSentence(locale, failure), [locale])
}
