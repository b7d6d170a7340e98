import type { ReactElement } from 'react'
import { useId, useState } from 'react'
import { MOST_SET_NAME } from '../../../shared/domain/change-sets.ts'
import type { Choices } from '../../../shared/domain/creation.ts'
import type { AccountRow, Level, ObjectId } from '../../../shared/domain/objects.ts'
import { call } from '../../api.ts'
import { isolate } from '../../format.ts'
import { useAccounts } from '../../stores/queries.ts'
import { useServer } from '../../stores/server.ts'
import { useView } from '../../stores/view.ts'
import { useFormat, useLocale, useStrings } from '../../strings/use-strings.ts'
import { AccountBand } from '../../ui/account-band.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { KeepButton } from '../../ui/keep-button.tsx'
import { ReasonField } from '../../ui/reason-field.tsx'
import { Select } from '../../ui/select.tsx'
import { FailureBanner, Skeleton } from '../../ui/states.tsx'
import { useKeeping } from '../../ui/use-keeping.ts'
import { AdSetFields } from './adset-fields.tsx'
import { CampaignFields } from './campaign-fields.tsx'
import { FindingsView, useFindings } from './findings.tsx'
import { Labelled } from './labelled.tsx'
import css from './making.module.css'
import { EMPTY, readNew } from './new-form.ts'
import type { Typed, Where } from './new-form.ts'
import { OrderView } from './order-view.tsx'
import { useAbout } from './use-about.ts'
import { useOrder } from './use-order.ts'
import type { Order } from './use-order.ts'
import { useProblem } from './use-problem.ts'

const NO_EVENTS = [] as const
const NOTHING: Choices = { creatives: [], pixels: [], pages: [] }

interface FormProps {
  readonly level: Level
  readonly accounts: readonly AccountRow[]
  readonly account: AccountRow
  readonly typed: Typed
  readonly onTyped: (typed: Typed, accountId: string) => void
  readonly order: Order
  readonly onClose: () => void
}

const NewForm = ({ level, accounts, account, typed, onTyped, order, onClose }: FormProps): ReactElement => {
  const { making, common } = useStrings()
  const format = useFormat()
  const locale = useLocale()
  const formId = useId()
  const problemText = useProblem()
  // What is missing is said once somebody wanted to go on.
  const [isAsked, setAsked] = useState(false)
  const accountId = account.id
  const holders = useServer(
    `edits.holders:${level}:${accountId}`,
    async () => (level === 'campaign' ? [] : call('edits.holders', { accountId, level })),
    NO_EVENTS,
  ).value
  const asked = useServer(
    `edits.choices:${level}:${accountId}`,
    async () => (level === 'campaign' ? NOTHING : call('edits.choices', { accountId })),
    NO_EVENTS,
  )
  const choices = asked.value ?? NOTHING
  const holder = useServer(
    `edits.about:${typed.holderId}`,
    async () => (typed.holderId === '' ? [] : call('edits.about', { ids: [typed.holderId] })),
    NO_EVENTS,
  ).value?.[0]
  const where: Where = {
    currency: account.currency,
    zone: account.zone,
    campaign: level === 'adset' && holder ? { objective: holder.objective, hasBudget: holder.hasBudget } : null,
  }
  const setName = `${making.titles[level]}: ${typed.name.trim()}`.slice(0, MOST_SET_NAME)
  const { made, problems } = readNew(level, typed, where, locale)
  const ordered = made ? [{ accountId, made: [made], reason: typed.reason.trim() }] : []
  const findings = useFindings(made ? [made] : [], account)
  const keeping = useKeeping((into) => order.keep(ordered, into), onClose)
  const set = (part: Partial<Typed>): void => onTyped({ ...typed, ...part }, accountId)
  const problemOf = (field: keyof Typed): string | null => {
    const problem = problems.get(field)
    if (!problem || (!isAsked && problem.of === 'needed')) return null
    return problemText(problem)
  }
  const parts = { typed, where, choices, set, problemOf }

  return (
    <Dialog
      wide
      open
      onClose={onClose}
      title={making.titles[level]}
      description={making.text}
      footer={
        <>
          <Button onClick={onClose}>{common.cancel}</Button>
          <KeepButton
            name={setName}
            disabled={order.isBusy || made === null || findings.isBlocked}
            onKeep={(into) => keeping(into, false)}
          />
          <Button
            kind="primary"
            type="submit"
            form={formId}
            busy={order.isBusy}
            disabled={made !== null && !findings.mayPost}
          >
            {isAsked && made === null
              ? making.missing
              : making.make(
                  typed.name.trim() === '' ? making.levels[level] : format.quoted(typed.name.trim(), 32),
                  isolate(account.name),
                )}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className={css['form']}
        onSubmit={(event) => {
          event.preventDefault()
          setAsked(true)
          if (made && findings.mayPost && !order.isBusy) void order.post(ordered, setName, [findings.typed])
        }}
      >
        <AccountBand id={account.id} name={account.name} />
        {asked.failure ? <FailureBanner failure={asked.failure} onRetry={() => void asked.refresh()} /> : null}
        <Field label={making.name} error={problemOf('name')}>
          <TextInput value={typed.name} onChange={(name) => set({ name })} maxLength={400} dir="auto" />
        </Field>
        {accounts.length > 1 ? (
          <Labelled label={making.account}>
            <Select
              label={making.account}
              value={accountId}
              options={accounts.map(({ id, name, currency }) => ({ value: id, label: name, hint: currency }))}
              onChange={(next) => onTyped({ ...typed, holderId: '', pixelId: '', pageId: '', creativeId: '' }, next)}
            />
          </Labelled>
        ) : null}
        {level === 'campaign' ? null : (
          <Labelled
            label={making.holder[level]}
            problem={problemOf('holderId')}
            hint={holders?.length === 0 ? making.noHolder[level] : null}
          >
            <Select
              label={making.holder[level]}
              value={typed.holderId}
              options={[
                ...(typed.holderId === '' ? [{ value: '', label: making.choose }] : []),
                ...(holders ?? []).map(({ id, name, within }) => ({
                  value: id,
                  label: name,
                  ...(within === null ? {} : { hint: format.quoted(within, 24) }),
                })),
              ]}
              onChange={(holderId) => set({ holderId, goal: '' })}
            />
          </Labelled>
        )}
        {level === 'campaign' ? <CampaignFields {...parts} /> : null}
        {level === 'adset' && where.campaign ? <AdSetFields {...parts} /> : null}
        {level === 'ad' ? (
          <Labelled
            label={making.creative}
            problem={problemOf('creativeId')}
            hint={asked.value?.creatives.length === 0 ? making.noCreative : null}
          >
            <Select
              label={making.creative}
              value={typed.creativeId}
              options={[
                ...(typed.creativeId === '' ? [{ value: '', label: making.choose }] : []),
                ...choices.creatives.map(({ id, name }) => ({ value: id, label: name, hint: id.slice(-6) })),
              ]}
              onChange={(creativeId) => set({ creativeId })}
            />
          </Labelled>
        ) : null}
        <ReasonField value={typed.reason} onChange={(reason) => set({ reason })} />
        <FindingsView findings={findings} />
      </form>
    </Dialog>
  )
}

interface NewDialogProps {
  readonly level: Level
  /** What it is to be in, when that is known. */
  readonly holderId: ObjectId | null
  readonly onClose: () => void
}

/** A campaign, an ad set or an ad with the fewest things that Meta asks of it; then how it stands. */
export const NewDialog = ({ level, holderId, onClose }: NewDialogProps): ReactElement => {
  const { making } = useStrings()
  const inView = useView((state) => state.accountIds)
  const found = useAccounts().value
  const { objects } = useAbout(holderId === null ? [] : [holderId])
  const order = useOrder()
  // Kept while it is made: what Meta refused is changed and sent again.
  const [kept, setKept] = useState<{ readonly typed: Typed; readonly accountId: string } | null>(null)
  const title = making.titles[level]
  if (order.items) return <OrderView title={title} order={order} onClose={onClose} />
  if (!found || objects === null) {
    return (
      <Dialog wide open onClose={onClose} title={title}>
        <Skeleton lines={6} />
      </Dialog>
    )
  }
  const accounts = found.rows.filter(({ watched }) => watched)
  const [holder] = objects
  const first = holder?.accountId ?? accounts.find(({ id }) => inView.includes(id))?.id ?? accounts[0]?.id
  const account = accounts.find(({ id }) => id === (kept?.accountId ?? first))
  if (!account) {
    return (
      <Dialog wide open onClose={onClose} title={title}>
        {making.noAccount}
      </Dialog>
    )
  }
  return (
    <NewForm
      level={level}
      accounts={accounts}
      account={account}
      typed={kept?.typed ?? { ...EMPTY, holderId: holder?.id ?? '' }}
      onTyped={(typed, accountId) => setKept({ typed, accountId })}
      order={order}
      onClose={onClose}
    />
  )
}
