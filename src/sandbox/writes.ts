import { hidden } from './graph-error.ts'
import { createAccountUpdate } from './writes/account.ts'
import { ASSET_PARAMETERS, checkRuleSpecs, createAudiences } from './writes/audiences.ts'
import { createCopying } from './writes/copy.ts'
import { createMaking } from './writes/create.ts'
import { createCreatives } from './writes/creatives.ts'
import { createImages } from './writes/images.ts'
import { given } from './writes/parameters.ts'
import { isDeleted } from './writes/refusals.ts'
import { createUpdate } from './writes/update.ts'
import { wantsOnlyValidation } from './writes/validation.ts'
import { madeId } from './made.ts'
import type { Figures } from './figures.ts'
import type { Library } from './library.ts'
import type { Maker } from './made.ts'
import type { Account, Asset, Delivering } from './model.ts'
import type { Params } from './params.ts'
import type { Made, Live, State } from './state.ts'
import type { Values } from './values.ts'
import type { World } from './world.ts'
import type { Actor, Tools } from './writes/tools.ts'

/** All that changes the world. Every one throws GraphError and then has changed nothing, but deep copies of many. */

type Creatable = 'campaigns' | 'adsets' | 'ads' | 'adcreatives' | 'customaudiences' | 'adrules_library'

export interface Writes {
  /** Parameters that are not known are ignored, as at Meta. */
  update(thing: Account | Delivering | Asset, params: Params, actor: Actor): void
  /** DELETE: for what delivers the same as its status. */
  remove(thing: Delivering | Asset, actor: Actor): void
  creates(edge: string): edge is Creatable
  /** The id of what was made; null when it was only to be validated. */
  create(account: Account, edge: Creatable, params: Params, actor: Actor): string | null
  /** Meta's answer: ids of all copies. */
  copy(source: Delivering, params: Params, actor: Actor): unknown
  /** Meta's answer: what was uploaded. */
  upload(account: Account, params: Params, actor: Actor): unknown
  removeImage(account: Account, params: Params, actor: Actor): void
}

const LEVELS = { campaigns: 'campaign', adsets: 'adset', ads: 'ad' } as const
const CREATABLE: readonly string[] = [...Object.keys(LEVELS), 'adcreatives', 'customaudiences', 'adrules_library']

export const createWrites = (needs: {
  readonly world: World
  readonly state: State
  readonly live: Live
  readonly values: Values
  readonly library: Library
  readonly figures: Figures
  readonly maker: Maker
  readonly spentInAll: (account: Account) => number
  readonly now: () => number
}): Writes => {
  const { world, state, live, library, maker, spentInAll, now } = needs

  const toolsOf = (actor: Actor): Tools & { readonly creatives: ReturnType<typeof createCreatives> } => {
    const who = { actorId: actor.id, actorName: actor.name, ...(actor.byApp ? {} : { byApp: false }) }
    const make: Tools['make'] = (ready) => {
      const id =
        ready.kind === 'image'
          ? `${ready.account.slice(4)}:${ready.values['hash'] ?? ''}`
          : madeId(ready.kind, state.allMade().length, world.seed)
      const made: Made = { ...ready, id, at: now(), ...who }
      state.make(made)
      if (made.kind === 'campaign' || made.kind === 'adset' || made.kind === 'ad') maker.build(made)
      else library.add(made)
      return id
    }
    const creatives = createCreatives({ state, live, library, make })
    return {
      ...needs,
      make,
      record: (object, field, before, after) => state.edit({ at: now(), object, field, before, after, ...who }),
      creativeFor: creatives.forAd,
      creatives,
    }
  }

  const updateAsset = (asset: Asset, params: Params, tools: Tools): void => {
    const known = ASSET_PARAMETERS[asset.level]
    if (!known) throw hidden(asset.id, 'POST')
    if (live.written(asset, 'status') === 'DELETED') throw isDeleted()
    const edits = given(params, known, asset.account)
    if (asset.level === 'rule') checkRuleSpecs(edits)
    if (wantsOnlyValidation(params)) return
    for (const [field, after] of edits) {
      const value = live.written(asset, field) ?? asset.values[field]
      const before =
        value === undefined || value === null ? null : typeof value === 'string' ? value : JSON.stringify(value)
      if (before !== after) tools.record(asset.id, field, before, after)
    }
  }

  return {
    update: (thing, params, actor) => {
      const tools = toolsOf(actor)
      if (thing.level === 'account') createAccountUpdate(tools, spentInAll)(thing, params)
      else if ('values' in thing) updateAsset(thing, params, tools)
      else createUpdate(tools)(thing, params)
    },
    remove: (thing, actor) => {
      const tools = toolsOf(actor)
      if (!('values' in thing)) return createUpdate(tools)(thing, { status: 'DELETED' })
      if (ASSET_PARAMETERS[thing.level] === undefined) throw hidden(thing.id, 'DELETE')
      if (live.written(thing, 'status') === 'DELETED') throw isDeleted()
      tools.record(thing.id, 'status', 'ACTIVE', 'DELETED')
    },
    creates: (edge): edge is Creatable => CREATABLE.includes(edge),
    create: (account, edge, params, actor) => {
      const tools = toolsOf(actor)
      const validateOnly = wantsOnlyValidation(params)
      switch (edge) {
        case 'adcreatives':
          return tools.creatives.create(account, params, validateOnly)
        case 'customaudiences':
          return createAudiences(tools).audience(account, params)
        case 'adrules_library':
          return createAudiences(tools).rule(account, params)
        default: {
          const ready = createMaking(tools)(account, LEVELS[edge], params)
          return validateOnly ? null : tools.make(ready)
        }
      }
    },
    copy: (source, params, actor) => createCopying(toolsOf(actor))(source, params),
    upload: (account, params, actor) => createImages(toolsOf(actor)).upload(account, params),
    removeImage: (account, params, actor) => createImages(toolsOf(actor)).remove(account, params),
  }
}
