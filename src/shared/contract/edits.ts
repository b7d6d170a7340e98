import { z } from 'zod'
import { MOST_CHOSEN, MOST_KEPT, MOST_SET_NAME } from '../domain/change-sets.ts'
import type { KeptEdits, ShownSet, ToSend } from '../domain/change-sets.ts'
import { MOST_KNOWN } from '../domain/editable.ts'
import type { EditTerms } from '../domain/edit-policy.ts'
import type { EditableObject, EditedObject } from '../domain/editable.ts'
import { CATEGORIES, MOST_MADE, OBJECTIVES } from '../domain/creation.ts'
import type { AboutObject, Choices, Holdable } from '../domain/creation.ts'
import { checkName } from '../domain/edits-name.ts'
import { MOST_NAME, MOST_REASON } from '../domain/edits.ts'
import type { Edit, JournalRow } from '../domain/edits.ts'
import type { JournalCheck, JournalState } from '../domain/journal.ts'
import { LEVELS, STATUSES } from '../domain/objects.ts'
import { accountId, call, instant, localId, micros, nothing, objectId, text } from './define.ts'

/** As people may give it. */
const name = z
  .string()
  .trim()
  .refine((text) => checkName(text).ok)
/** What Meta has may have been given by other programs: empty, with spaces around, longer. */
const MOST_KNOWN_NAME = 10_000

const sides = <Value extends z.ZodType>(value: Value) => ({ before: value, after: value })
const amount = micros.min(1)
const changeTo = <Name extends z.ZodType<string>>(after: Name) =>
  z.discriminatedUnion('field', [
    z.object({ field: z.literal('status'), ...sides(z.enum(STATUSES)) }),
    z.object({ field: z.literal('name'), before: text(MOST_KNOWN_NAME), after }),
    z.object({ field: z.literal('dailyBudget'), before: micros, after: amount }),
    z.object({ field: z.literal('lifetimeBudget'), before: micros, after: amount }),
    z.object({ field: z.literal('spendCap'), ...sides(amount.nullable()) }),
    z.object({ field: z.literal('bid'), ...sides(amount.nullable()) }),
    z.object({
      field: z.literal('bidStrategy'),
      ...sides(z.string().regex(/^[A-Z_]{1,60}$/)),
      bid: z.object(sides(amount.nullable())).optional(),
    }),
    z.object({ field: z.literal('startsAt'), ...sides(instant) }),
    z.object({ field: z.literal('endsAt'), ...sides(instant.nullable()) }),
  ])
/** What an edit changes. */
export const change = changeTo(name)
/** What others changed, by whatever program. */
export const othersChange = changeTo(text(MOST_KNOWN_NAME))
/** Typed to confirm an amount over the limit: the amount, or the name of its account. */
const confirmed = text(400).optional()
const allConfirmed = z.array(text(400)).max(1000).optional()
/** Why, in the words of whoever makes it; empty: nothing is said. */
export const reason = text(MOST_REASON)
const wanted = z.object({ accountId, objectId, change, reason, confirmed })

/** Meta's own word. */
const word = z.string().regex(/^[A-Z0-9_]{1,60}$/)
const budget = z.object({ kind: z.enum(['daily', 'lifetime']), amount })
/** What it is in: what is there, an earlier one of the same order, or what a draft makes. */
const holder = z.union([
  z.object({ id: objectId }),
  z.object({ at: z.int().min(0).max(MOST_MADE) }),
  z.object({ editId: localId }),
])
const country = z.string().regex(/^[A-Z]{2}$/)
const creation = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('copy'), name, sourceId: objectId, holder: holder.nullable(), deep: z.boolean() }),
  z.object({
    kind: z.literal('campaign'),
    name,
    objective: z.enum(OBJECTIVES),
    categories: z.array(z.enum(CATEGORIES)).max(CATEGORIES.length),
    countries: z.array(country).max(250),
    budget: budget.nullable(),
    bidStrategy: word.nullable(),
  }),
  z.object({
    kind: z.literal('adset'),
    name,
    holder,
    optimizationGoal: word,
    billingEvent: word,
    budget: budget.nullable(),
    bidStrategy: word.nullable(),
    bid: amount.nullable(),
    targeting: z.object({ geo_locations: z.object({ countries: z.array(country).min(1).max(250) }) }),
    promotedObject: z.record(z.string().regex(/^[a-z_]{1,60}$/), z.string().min(1).max(500)).nullable(),
    destination: word.nullable(),
    endsAt: instant.nullable(),
    payor: z.string().trim().min(1).max(512).nullable(),
    beneficiary: z.string().trim().min(1).max(512).nullable(),
  }),
  z.object({ kind: z.literal('ad'), name, holder, creativeId: objectId }),
])
/** As far back as somebody goes through a list of all. */
const MOST_LISTED = 100_000
const editIds = z.array(localId).min(1).max(MOST_MADE)

const setId = localId
const setName = z.string().trim().min(1).max(MOST_SET_NAME)
/** Into a set that is there, or a new one of this name. */
export const into = z.union([z.object({ setId }), z.object({ name: setName })])
const some = z.array(localId).min(1).max(MOST_CHOSEN)
const inSet = z.object({ setId, ids: some.optional() })
const undone = z.union([z.object({ setId }), z.object({ ids: some })])
/** How many edits it was about. */
const counted = call<number>()
/** Which edits it was about. */
const told = call<readonly string[]>()

export const editCalls = {
  /** Newest first; what was never sent is not among them. */
  'edits.list': call<readonly Edit[]>()(
    z.object({ objectId: objectId.optional(), limit: z.int().min(1).max(MOST_LISTED) }),
  ),
  'edits.journal': call<readonly JournalRow[]>()(z.object({ editId: localId })),
  /** What can be edited of an object, as it is at Meta now or, without network, as it was last read. */
  'edits.values': call<EditedObject>()(z.object({ objectId })),
  /** Of many objects, as they were last read; those that are not there any more are left out. */
  'edits.known': call<readonly EditableObject[]>()(
    z.object({ objectIds: z.array(objectId).max(MOST_KNOWN).readonly() }),
  ),
  /** Those of a level that are called so, in these accounts or, where none is named, in all that are watched. */
  'edits.named': call<readonly EditableObject[]>()(
    z.object({
      level: z.enum(LEVELS),
      accountIds: z.array(accountId).max(1000).readonly(),
      names: z.array(text(MOST_NAME)).max(MOST_KNOWN).readonly(),
    }),
  ),
  /** What edits in these accounts are held to. */
  'edits.terms': call<Readonly<Record<string, EditTerms>>>()(z.object({ accountIds: z.array(accountId).max(1000) })),
  /** Answers once the edit is settled or known to be unknown. */
  'edits.make': call<Edit>()(wanted),
  /**
   * Makes campaigns, ad sets and ads, all of them paused, or keeps them as drafts; answers once all are in the journal. What is to be in
   * a draft is kept in its set, whatever set was asked for.
   */
  'edits.create': call<KeptEdits>()(
    z.object({
      accountId,
      made: z.array(creation).min(1).max(MOST_MADE),
      reason,
      into,
      post: z.boolean(),
      confirmed: allConfirmed,
    }),
  ),
  /** Objects as somebody is asked about them before they are copied, archived or deleted. */
  'edits.about': call<readonly AboutObject[]>()(z.object({ ids: z.array(objectId).min(1).max(MOST_MADE) })),
  /** What a new ad set or ad of an account can be in, drafts among them. */
  'edits.holders': call<readonly Holdable[]>()(z.object({ accountId, level: z.enum(['adset', 'ad']) })),
  /** What an account has for new ad sets and ads, asked of Meta or, where that cannot be, as last read. */
  'edits.choices': call<Choices>()(z.object({ accountId })),
  /** Those of them that there are. */
  'edits.some': call<readonly Edit[]>()(z.object({ ids: editIds })),
  /** What of a level is drafted, being made, or was refused; newest first, of all accounts where none is named. */
  'edits.toBeMade': call<readonly Edit[]>()(
    z.object({ level: z.enum(LEVELS), accountIds: z.array(accountId).max(1000).readonly() }),
  ),
  /** The opposite edit, with a journal row of its own; what was made is deleted. */
  'edits.undo': call<Edit>()(z.object({ id: localId, confirmed })),
  /** Drafts of an object, and what of it is queued. */
  'edits.waiting': call<readonly Edit[]>()(z.object({ objectId })),

  /** Newest first: so many, and older ones with something left to do or to look at. Events: `edits.changed`. */
  'sets.list': call<readonly ShownSet[]>()(z.object({ newest: z.int().min(1).max(MOST_LISTED) }).optional()),
  /** Null: there is none, or nothing of it is left. */
  'sets.get': call<ShownSet | null>()(z.object({ setId })),
  /** How many there are, those of which nothing is left among them. */
  'sets.count': call<number>()(nothing),
  /** In the order in which they were made. */
  'sets.edits': call<readonly Edit[]>()(
    z.object({ setId, offset: z.int().min(0).max(1_000_000), limit: z.int().min(1).max(1000) }),
  ),
  /** Into a set that is there, or a new one of this name; what cannot be is told. Answers before anything is sent. */
  'sets.keep': call<KeptEdits>()(
    z.object({
      into,
      edits: z.array(wanted).min(1).max(MOST_KEPT),
      post: z.boolean(),
    }),
  ),
  /** All drafts but those in conflict, or these of them; in the background. What is over the limit and not confirmed stays a draft. */
  'sets.post': counted(inSet.extend({ confirmed: allConfirmed })),
  'sets.pause': call<void>()(z.object({ setId })),
  'sets.resume': call<void>()(z.object({ setId })),
  /** What is not on its way becomes a draft again. */
  'sets.stop': counted(z.object({ setId })),
  'sets.rename': call<void>()(z.object({ setId, name: setName })),
  /** Gives up drafts. */
  'sets.withdraw': counted(z.object({ ids: some })),
  /** Gives up all drafts. */
  'sets.discard': told(z.object({ setId })),
  /** Failures, or these of them, are no longer to be looked at. They stay in the record. */
  'sets.dismiss': told(inSet),
  /** What was given up is a draft again, and what was dismissed is a failure. */
  'sets.restore': counted(z.object({ ids: some })),
  /** Another value for a draft, of the same field. */
  'sets.retype': call<void>()(z.object({ id: localId, change })),
  'sets.resolve': told(inSet.extend({ how: z.enum(['mine', 'theirs']) })),
  'sets.retry': counted(inSet.extend({ confirmed: allConfirmed })),
  /** The opposite of a whole set, or of these edits, as a set of its own. Null: none of them can be undone. */
  'sets.undo': call<KeptEdits | null>()(z.object({ of: undone, name: setName, confirmed: allConfirmed })),
  /** What posting, retrying or undoing these would send, by account; nothing is sent. */
  'sets.toSend': call<readonly ToSend[]>()(
    z.discriminatedUnion('what', [
      inSet.extend({ what: z.enum(['post', 'retry']) }),
      z.object({ what: z.literal('undo'), of: undone }),
    ]),
  ),
  /** Answers when all drafts were looked at, or it was cancelled. */
  'sets.check': call<void>()(z.object({ setId })),
  'sets.cancelCheck': call<void>()(z.object({ setId })),

  'journal.get': call<JournalState>()(nothing),
  /** Answers when the whole chain has been followed; null: it was cancelled. */
  'journal.check': call<JournalCheck | null>()(nothing),
  'journal.cancel': call<void>()(nothing),
} as const
