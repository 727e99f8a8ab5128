import { expect, test } from '@playwright/test';
import { rulePresets } from '#lib/domain/council/rule-set.ts';
import { accessibilityFaults } from './accessibility.ts';
import { complaintsOf, prepareMeeting } from './prepared.ts';

test('[WAY12] [WAY6] a member who stays away gives his own proxy with an instruction on a phone; nothing is chosen for him', async ({
  browser,
}) => {
  const { server, council, meetingId, room, enter } = await prepareMeeting();
  try {
    const secretariat = await enter(browser, council.secretariat);
    const adopted = await secretariat.request.post(`${server.origin}/api/v1/commands/adopt-rule-set`, {
      data: {
        councilId: council.councilId,
        body: { ...rulePresets.consent_first, proxyMeaning: 'instructed' },
      },
      headers: { origin: server.origin, 'idempotency-key': 'adopt' },
    });
    expect(await adopted.json()).toMatchObject({ ok: true });
    const page = await enter(browser, council.seats[21]!.personId, { width: 360, height: 780 });
    await page.goto(room);
    await expect(page.locator('.saved')).toHaveAttribute('data-state', 'saved');
    const address = `/c/${council.slug}/meetings/${meetingId}/my-proxy`;
    await expect(page.locator(`a[href="${address}"]`)).toHaveText('欠席の場合に、委任状を出す');
    await page.goto(server.origin + address);
    await expect(page.getByRole('heading', { name: '委任状を出す' })).toBeVisible();
    await expect(page.getByLabel('受任者')).toHaveValue('');
    await expect(page.getByRole('radio', { checked: true })).toHaveCount(0);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByLabel('受任者').selectOption({ label: '4番　席4　委員4さん' });
    await page.getByText('反対', { exact: true }).click();
    await page.getByRole('button', { name: 'この内容で委任する' }).click();
    await expect(page.getByText('委任状を受け付けました。')).toBeVisible();
    const stands = page.getByRole('region', { name: '現在の委任' });
    await expect(stands).toContainText('4番　席4　委員4さん');
    await expect(stands).toContainText('反対');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'この委任を取り消す' }).click();
    await expect(page.getByText('委任を取り消しました。')).toBeVisible();
    await expect(stands).toHaveCount(0);
    expect(complaintsOf(page)).toEqual([]);
    // somebody without a seat has nothing to give
    const none = await secretariat.goto(server.origin + address);
    expect(none?.status()).toBeGreaterThanOrEqual(400);
    await page.context().close();
    await secretariat.context().close();
  } finally {
    await server.dispose();
  }
});
