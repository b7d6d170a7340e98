import { invalid } from '../graph-error.ts'
import { list, map, nameOf, words } from './readers.ts'
import { given } from './parameters.ts'
import { missing, refusal } from './refusals.ts'
import { mapShape, shaped, storyShape } from './shapes.ts'
import type { Account, Asset } from '../model.ts'
import type { Params } from '../params.ts'
import type { State } from '../state.ts'
import type { Reader } from './readers.ts'
import type { Library } from '../library.ts'
import type { Live } from '../state.ts'
import type { Tools } from './tools.ts'

/** Making creatives: what shows in an ad. Once made, only their names change. */

const text: Reader = words(8000)
const KNOWN: Readonly<Record<string, Reader>> = {
  name: nameOf,
  title: text,
  body: text,
  image_hash: text,
  image_url: text,
  video_id: text,
  thumbnail_url: text,
  link_url: text,
  object_url: text,
  object_id: text,
  object_story_id: text,
  object_story_spec: map,
  asset_feed_spec: map,
  degrees_of_freedom_spec: map,
  destination_spec: map,
  contextual_multi_ads: map,
  call_to_action: map,
  url_tags: text,
  instagram_user_id: text,
  product_set_id: text,
  source_instagram_media_id: text,
  template_url: text,
  authorization_category: text,
  adlabels: list,
}

const idText = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')
const textOr = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

export interface CreativeNeeds {
  readonly state: State
  readonly live: Live
  readonly library: Library
  readonly make: Tools['make']
}

export const createCreatives = ({ state, live, library, make }: CreativeNeeds) => {
  const checkImage = (account: Account, hash: string | undefined): void => {
    if (hash === undefined) return
    const image = library.find(`${account.digits}:${hash}`)
    if (!image || live.written(image, 'status') === 'DELETED')
      throw refusal(null, 'Picture Not Found', `The ad account has no picture ${hash}.`, 'image_hash')
  }
  const checkVideo = (account: Account, id: string | undefined): void => {
    if (id !== undefined && library.find(id)?.account !== account)
      throw refusal(null, 'Video Not Found', `The ad account has no video ${id}.`, 'video_id')
  }

  /** What follows from what was given. */
  const derived = (account: Account, values: Readonly<Record<string, string>>): Record<string, string> => {
    const story =
      values['object_story_spec'] === undefined
        ? null
        : shaped(storyShape, values['object_story_spec'], 'object_story_spec')
    const { link_data: link, video_data: video, photo_data: photo } = story ?? {}
    const page = textOr(story?.page_id)
    if (story !== null) {
      if (page === undefined) throw missing('object_story_spec[page_id]', 194)
      if (library.find(page)?.level !== 'page')
        throw refusal(null, 'Page Not Found', 'The page cannot be used for ads of this account.', 'object_story_spec')
      if (!link && !video && !photo && values['asset_feed_spec'] === undefined)
        throw refusal(null, 'Creative Is Empty', 'The story shows nothing.', 'object_story_spec')
    }
    if (link && textOr(link.link) === undefined) throw missing('object_story_spec[link_data][link]', 194)
    if (video && textOr(video.image_hash) === undefined && textOr(video.image_url) === undefined)
      throw refusal(
        1443226,
        'Thumbnail Missing',
        'A video needs a picture: image_hash or image_url.',
        'object_story_spec',
      )
    const image = values['image_hash'] ?? textOr(link?.image_hash ?? photo?.image_hash)
    const film = values['video_id'] ?? textOr(video?.video_id)
    checkImage(account, image ?? textOr(video?.image_hash))
    checkVideo(account, film)
    const entries = {
      title: textOr(link?.name ?? video?.title),
      body: textOr(link?.message ?? video?.message ?? photo?.caption),
      link_url: textOr(link?.link),
      image_hash: image,
      video_id: film,
      actor_id: page,
      call_to_action_type: textOr((link ?? video)?.call_to_action?.type),
      object_type: film === undefined ? 'SHARE' : 'VIDEO',
      status: 'ACTIVE',
      ...(page === undefined
        ? {}
        : { effective_object_story_id: `${page}_${account.digits.slice(-9)}${state.allMade().length}` }),
    }
    return Object.fromEntries(
      Object.entries(entries).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
    )
  }

  const same = (asset: Asset, account: Account, values: Readonly<Record<string, string>>): boolean => {
    const made = state.made(asset.id)
    if (made === undefined || asset.account !== account || live.written(asset, 'status') === 'DELETED') return false
    return Object.entries(values).every(
      ([name, value]) => name === 'effective_object_story_id' || made.values[name] === value,
    )
  }

  /** Throws GraphError. With `validateOnly` nothing is made and the id is null. What is the same as before is not made again. */
  const create = (account: Account, params: Params, validateOnly: boolean): string | null => {
    if (/"?poll_spec"?/.test(JSON.stringify(params))) throw invalid('Polls are no longer supported in creatives')
    const own = Object.fromEntries(
      [...given(params, KNOWN, account)].flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
    )
    const shows = [
      'object_story_spec',
      'object_story_id',
      'asset_feed_spec',
      'image_hash',
      'image_url',
      'video_id',
      'object_id',
      'source_instagram_media_id',
      'product_set_id',
    ]
    if (!shows.some((name) => own[name] !== undefined)) throw missing('object_story_spec', 194)
    const values: Record<string, string> = { ...derived(account, own), ...own }
    if (validateOnly) return null
    // The world's own are never the same: they have texts of their own.
    const known = state
      .allMade()
      .filter(({ kind, account: where }) => kind === 'creative' && where === account.id)
      .flatMap(({ id }) => library.find(id) ?? [])
      .find((asset) => same(asset, account, values))
    if (known) return known.id
    values['name'] ??= `${values['title'] ?? 'Creative'} ${state.allMade().length + 1}`
    return make({ kind: 'creative', account: account.id, parent: null, values })
  }

  return {
    create,
    /** As `creativeFor` of the tools. */
    forAd: (account: Account, given: string, validateOnly: boolean): string => {
      const spec = shaped(mapShape, given, 'creative')
      const id = spec['creative_id'] ?? spec['id']
      if (id === undefined) {
        const params = Object.fromEntries(
          Object.entries(spec).map(([name, value]) => [
            name,
            typeof value === 'string' ? value : JSON.stringify(value),
          ]),
        )
        return create(account, params, validateOnly) ?? ''
      }
      const found = library.find(idText(id))
      if (found?.level !== 'creative' || found.account !== account || live.written(found, 'status') === 'DELETED')
        throw refusal(null, 'Creative Not Found', `The ad account has no creative ${idText(id)}.`, 'creative')
      return found.id
    },
  }
}
