import QRCode from 'qrcode';

/** A QR code as rows of '1' (dark) and '0', without quiet zone: small to send, drawn by the `Qr` component. */
export function qrRows(text: string): string[] {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  return Array.from({ length: modules.size }, (_, y) =>
    Array.from({ length: modules.size }, (_, x) => (modules.get(y, x) ? '1' : '0')).join(''),
  );
}
