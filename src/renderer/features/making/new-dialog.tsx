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
import type { Into } from '../../stores/keep-edits.ts'
import { useFormat, useLocale, useStrings } from '../../strings/use-strings.ts'
import { AccountBand } from '../../ui/account-band.tsx'
import { AsRead } from '../../ui/age.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { ReasonField } from '../../ui/reason-field.tsx'
import { Select } from '../../ui/select.tsx'
import { Banner, FailureBanner, Skeleton } from '../../ui/states.tsx'
import { useKeeping } from '../../ui/use-keeping.ts'
import { AdSetFields } from './adset-fields.tsx'
import { CampaignFields } from './campaign-fields.tsx'
import { FindingsView, useFindings } from './findings.tsx'
import { HolderField, useHolders } from './holders.tsx'
import { Labelled } from './labelled.tsx'
import { MakingFooter } from './making-footer.tsx'
import css from './making.module.css'
import { EMPTY, readNew } from './new-form.ts'
import type { Typed, Where } from './new-form.ts'
import { OrderView } from './order-view.tsx'
import { useAbout } from './use-about.ts'
import { useOrder } from './use-order.ts'
import type { Order } from './use-order.ts'
import { useProblem } from './use-problem.ts'
import { withChoose } from './with-choose.ts'

const NO_EVENTS = [] as const
const NOTHING: Choices = { creatives: [], pixels: [], pages: [], lastReadAt: null }

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
  const { making } = useStrings()
  const format = useFormat()
  const locale = useLocale()
  const formId = useId()
  const problemText = useProblem()
  // What is missing is said once somebody wanted to go on.
  const [isAsked, setAsked] = useState(false)
  const accountId = account.id
  const holders = useHolders(level, accountId)
  const holder = holders?.find(({ id }) => id === typed.holderId)
  const draftIn = holder?.draftIn ?? null
  const asked = useServer(
    `edits.choices:${level}:${accountId}`,
    async () => (level === 'campaign' ? NOTHING : call('edits.choices', { accountId })),
    NO_EVENTS,
  )
  const choices = asked.value ?? NOTHING
  const where: Where = {
    currency: account.currency,
    zone: account.zone,
    inDraft: draftIn !== null,
    campaign: level === 'adset' && holder ? { objective: holder.objective, hasBudget: holder.hasBudget } : null,
  }
  const setName = `${making.titles[level]}: ${typed.name.trim()}`.slice(0, MOST_SET_NAME)
  const { made, problems } = readNew(level, typed, where, locale)
  const ordered = made ? [{ accountId, made: [made], reason: typed.reason.trim() }] : []
  const findings = useFindings(made ? [made] : [], account)
  const keeping = useKeeping((into) => order.keep(ordered, into), onClose)
  const keep = (into: Into): void => keeping(into, false)
  const set = (part: Partial<Typed>): void => onTyped({ ...typed, ...part }, accountId)
  const problemOf = (field: keyof Typed): string | null => {
    const problem = problems.get(field)
    if (!problem || (!isAsked && problem.of === 'needed')) return null
    return problemText(problem)
  }
  const what = typed.name.trim() === '' ? making.levels[level] : format.quoted(typed.name.trim(), 32)
  const action = draftIn ? making.keepInSet(format.quoted(draftIn.name, 40)) : making.make(what, isolate(account.name))
  const parts = { typed, where, choices, set, problemOf }

  return (
    <Dialog
      wide
      open
      onClose={onClose}
      title={making.titles[level]}
      description={making.text}
      footer={
        <MakingFooter
          formId={formId}
          action={isAsked && made === null ? making.missing : action}
          isBusy={order.isBusy}
          isPossible={made === null || (draftIn ? !findings.isBlocked : findings.mayPost)}
          setName={draftIn ? null : setName}
          canKeep={made !== null && !findings.isBlocked}
          onKeep={keep}
          onClose={onClose}
        />
      }
    >
      <form
        id={formId}
        className={css['form']}
        onSubmit={(event) => {
          event.preventDefault()
          setAsked(true)
          if (!made || order.isBusy) return
          if (draftIn) keep({ setId: draftIn.id })
          else if (findings.mayPost) void order.post(ordered, setName, [findings.typed])
        }}
      >
        <AccountBand id={account.id} name={account.name} />
        {choices.lastReadAt === null ? null : (
          <Banner meaning="warn">
            {making.lastRead} <AsRead at={choices.lastReadAt} />
          </Banner>
        )}
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
          <HolderField
            level={level}
            holders={holders}
            chosen={typed.holderId}
            problem={problemOf('holderId')}
            onChoose={(holderId) => set({ holderId, goal: '' })}
          />
        )}
        {level === 'campaign' ? <CampaignFields {...parts} /> : null}
        {level === 'adset' && where.campaign ? <AdSetFields {...parts} /> : null}
        {level === 'ad' ? (
          <Labelled
            label={making.creative}
            problem={problemOf('creativeId')}
            hint={
              asked.value?.creatives.length === 0
                ? choices.lastReadAt === null
                  ? making.noCreative
                  : making.noneRead
                : null
            }
          >
            <Select
              label={making.creative}
              value={typed.creativeId}
              options={withChoose(
                typed.creativeId,
                making.choose,
                choices.creatives.map(({ id, name }) => ({ value: id, label: name, hint: id.slice(-6) })),
              )}
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
