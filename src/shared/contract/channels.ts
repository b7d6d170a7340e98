/** Apart from the contract, so that the preload need not carry its checks. */
export const CALL_CHANNEL = 'buydesk:call'
export const EVENT_CHANNEL = 'buydesk:event'
