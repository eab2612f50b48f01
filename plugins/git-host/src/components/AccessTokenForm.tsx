import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Select, TextField } from '@backstage/ui';
import type { CreatedAccessToken } from '@notes/plugin-git-host-common';
import { FormEvent, useState } from 'react';
import { gitHostApiRef } from '../apis';
import { useAction } from '../hooks/useAction';
import { gitHostTranslationRef } from '../translation';
import { Failure } from './Loaded';
import styles from './Page.module.css';

const DAYS = ['7', '30', '90', '365'];

/** Asks for a name and a life span, and makes a token. */
export function AccessTokenForm(props: {
  onCreated: (token: CreatedAccessToken) => void;
}) {
  const { t } = useTranslationRef(gitHostTranslationRef);
  const api = useApi(gitHostApiRef);
  const { pending, error, run } = useAction();
  const [name, setName] = useState('');
  const [days, setDays] = useState('90');

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    await run(async () => {
      const request = { name: name.trim(), expiresInDays: Number(days) };
      props.onCreated(await api.createAccessToken(request));
      setName('');
    });
  };
  return (
    <form className={styles.toolbar} onSubmit={submit}>
      <TextField
        className={styles.grow}
        label={t('tokenName')}
        description={t('tokenNameHint')}
        value={name}
        onChange={setName}
        maxLength={100}
        isRequired
      />
      <Select
        label={t('tokenDays')}
        options={DAYS.map(id => ({
          ...{ id, label: t('days', { amount: id }) },
        }))}
        selectedKey={days}
        onSelectionChange={key => setDays(String(key))}
      />
      <Button
        type="submit"
        variant="primary"
        isPending={pending}
        isDisabled={name.trim() === ''}
      >
        {t('tokenCreate')}
      </Button>
      {error && <Failure error={error} what={t('tokens')} />}
    </form>
  );
}
