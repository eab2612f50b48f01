import {
  appThemeApiRef,
  identityApiRef,
  useApi,
} from '@backstage/frontend-plugin-api';
import { RiComputerLine, RiMoonLine, RiSunLine } from '@remixicon/react';
import useAsync from 'react-use/esm/useAsync';
import useObservable from 'react-use/esm/useObservable';

const THEMES = [
  { id: undefined, key: 'auto', icon: <RiComputerLine /> },
  { id: 'light', key: 'light', icon: <RiSunLine /> },
  { id: 'dark', key: 'dark', icon: <RiMoonLine /> },
] as const;

function initialsOf(name: string): string {
  const words = name.split(/[\s.]+/).filter(Boolean);
  return words
    .slice(0, 2)
    .map(word => word.charAt(0).toUpperCase())
    .join('');
}

/** Who is signed in, the themes to choose from, and the way out. */
export function useAccount() {
  const identityApi = useApi(identityApiRef);
  const themeApi = useApi(appThemeApiRef);
  const active = useObservable(
    themeApi.activeThemeId$(),
    themeApi.getActiveThemeId(),
  );
  const { value: me } = useAsync(async () => {
    const [profile, { userEntityRef }] = await Promise.all([
      identityApi.getProfileInfo(),
      identityApi.getBackstageIdentity(),
    ]);
    const [, namespace, name] = userEntityRef.split(/[:/]/);
    return {
      name: profile.displayName ?? name,
      page: `/catalog/${namespace}/user/${name}`,
    };
  }, [identityApi]);

  const name = me?.name ?? '';
  return {
    name,
    initials: initialsOf(name),
    page: me?.page ?? '/settings',
    themes: THEMES.map(theme => ({
      ...theme,
      active: active === theme.id,
      choose: () => themeApi.setActiveThemeId(theme.id),
    })),
    signOut: () => {
      // The page is left as soon as it is done.
      void identityApi.signOut();
    },
  };
}
