import { operation, type Handler } from '@notes/service-kit';
import { maskPhoneNumber } from '../channels/sms/phoneNumber.ts';
import type { SmsChannel } from '../data/SmsChannelStore.ts';
import type { SmsChannels, SmsInput } from '../domain/SmsChannels.ts';
import { userOf } from './userOf.ts';

export function smsHandlers(channels: SmsChannels): Record<string, Handler> {
  return {
    getSmsChannel: operation(async ({ caller }) =>
      answer(await channels.read(userOf(caller))),
    ),
    putSmsChannel: operation<{ body: SmsInput }>(async ({ body, caller }) =>
      answer(await channels.put(userOf(caller), body)),
    ),
    deleteSmsChannel: operation(async ({ caller }) => {
      await channels.remove(userOf(caller));
      return { status: 204 };
    }),
    sendSmsCode: operation(async ({ caller }) =>
      answer(await channels.sendCode(userOf(caller)), 202),
    ),
    confirmSmsChannel: operation<{ body: { code: string } }>(
      async ({ body, caller }) =>
        answer(await channels.confirm(userOf(caller), body.code)),
    ),
  };
}

function answer(channel: SmsChannel, status = 200) {
  const { code, enabled, isConfirmed, number, reason } = channel;
  return {
    status,
    headers: { 'Cache-Control': 'no-store' },
    body: {
      enabled,
      confirmed: isConfirmed,
      number: maskPhoneNumber(number),
      ...(code && { codeUntil: code.until.toISOString() }),
      ...(reason !== undefined && { reason }),
    },
  };
}
