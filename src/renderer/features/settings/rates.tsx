import { RefreshCw } from 'lucide-react'
import type { ReactElement } from 'react'
import { useMemo, useState } from 'react'
import type { RatesView } from '../../../shared/contract/rates.ts'
import type { Currency } from '../../../shared/domain/money.ts'
import { call } from '../../api.ts'
import { setPreferences, useApp } from '../../stores/app.ts'
import { useServer } from '../../stores/server.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { Age } from '../../ui/age.tsx'
import { Button } from '../../ui/button.tsx'
import { Facts, Section } from '../../ui/section.tsx'
import { Select } from '../../ui/select.tsx'
import { Banner, FailureBanner, Skeleton } from '../../ui/states.tsx'
import { useSay } from '../../ui/toast.tsx'
import { currencyOptions } from '../../ui/currency-options.ts'
import { RatesList } from './rates-list.tsx'
import { Refused } from './refused.tsx'
import css from './settings.module.css'

const EVENTS = ['rates.changed', 'accounts.changed'] as const
/** No currency has this code. */
const USUAL = 'usual'

const Reporting = ({ view }: { readonly view: RatesView }): ReactElement => {
  const { rates } = useStrings()
  const format = useFormat()
  const say = useSay()
  const chosen = useApp(({ state }) => state?.preferences.reportingCurrency ?? null)
  const options = useMemo(
    () => [{ value: USUAL, label: rates.reportingUsual }, ...currencyOptions([...view.inUse, ...view.others], format)],
    [view, rates, format],
  )
  return (
    <Section title={rates.reporting} text={rates.reportingHint}>
      <div className={css['currency']}>
        <Select
          label={rates.reporting}
          value={chosen ?? USUAL}
          options={options}
          onChange={(value) =>
            void setPreferences({ reportingCurrency: value === USUAL ? null : value }).catch(say.failed)
          }
        />
        {chosen === null ? <span className={css['hint']}>{rates.reportingNow(view.reporting)}</span> : null}
      </div>
    </Section>
  )
}

const Provider = ({ view }: { readonly view: RatesView }): ReactElement => {
  const { rates, common } = useStrings()
  const format = useFormat()
  const say = useSay()
  const [busy, setBusy] = useState(false)
  const { feed, inUse, reporting } = view
  const fetchNow = async (): Promise<void> => {
    setBusy(true)
    try {
      const { newest } = await call('rates.fetch')
      say.done(newest === null ? rates.fetchedNone : rates.fetchedDone(format.fullDay(newest)))
    } catch {
      // It is said in place, and stays there until it is over.
    } finally {
      setBusy(false)
    }
  }
  return (
    <Section title={rates.provider} text={rates.providerText}>
      {feed.failure ? <FailureBanner failure={feed.failure} onRetry={() => void fetchNow()} /> : null}
      {inUse.length === 1 && feed.fetchedAt === null ? <p>{rates.notNeeded(reporting)}</p> : null}
      <Facts
        facts={[
          [rates.source, feed.host],
          [rates.fetched, feed.fetchedAt === null ? common.never : <Age key="age" at={feed.fetchedAt} />],
          feed.newest === null ? null : [rates.newest, format.fullDay(feed.newest)],
        ]}
      />
      {feed.refused.length > 0 ? (
        <Banner meaning="warn">
          {rates.refusedFeed(feed.refused.length)}
          <Refused refused={feed.refused} count={feed.refused.length} />
        </Banner>
      ) : null}
      <div className={css['buttons']}>
        <Button icon={<RefreshCw />} busy={busy || feed.running} onClick={() => void fetchNow()}>
          {busy || feed.running ? rates.fetching : rates.fetchNow}
        </Button>
      </div>
    </Section>
  )
}

export const Rates = (): ReactElement => {
  const chosen = useApp(({ state }) => state?.preferences.reportingCurrency ?? null)
  const [currency, setCurrency] = useState<Currency | null>(null)
  const { value, failure, refresh } = useServer(
    `rates.get:${currency ?? ''}:${chosen ?? ''}`,
    () => call('rates.get', { currency }),
    EVENTS,
    { keepPrevious: true },
  )
  if (!value)
    return failure ? <FailureBanner failure={failure} onRetry={() => void refresh()} /> : <Skeleton lines={8} />
  return (
    <div className={css['sections']}>
      <Reporting view={value} />
      <Provider view={value} />
      <RatesList view={value} currency={currency} onCurrency={setCurrency} />
    </div>
  )
}
