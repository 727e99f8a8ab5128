/*
 * Forms of one letter that a search takes for the same: 學 and 学, 髙 and 高. For finding only; what is written, and a
 * name above all, stays as it is. Each form stands before the one it is found by.
 */
const pairs = [
  // 常用漢字表 (notice of the Cabinet no. 2 of 2010): the 康熙字典体 beside the forms in use, less those that NFKC folds;
  // from mimneko/kanji-data (CC0), commit 0be3577
  '亞亜惡悪壓圧圍囲醫医爲為壹壱隱隠榮栄營営衞衛驛駅圓円鹽塩緣縁艷艶應応歐欧毆殴櫻桜奧奥橫横溫温穩穏',
  '假仮價価畫画會会繪絵壞壊懷懐槪概擴拡殼殻覺覚學学嶽岳樂楽渴渇罐缶卷巻陷陥勸勧寬寛關関歡歓觀観氣気',
  '歸帰龜亀僞偽戲戯犧犠舊旧據拠擧挙虛虚峽峡挾挟狹狭鄕郷曉暁區区驅駆勳勲薰薫徑径莖茎惠恵揭掲溪渓經経',
  '螢蛍輕軽繼継鷄鶏藝芸擊撃缺欠硏研縣県儉倹劍剣險険圈圏檢検獻献權権顯顕驗験嚴厳廣広效効恆恒黃黄鑛鉱',
  '號号國国黑黒碎砕濟済齋斎劑剤雜雑參参棧桟蠶蚕慘惨贊賛殘残絲糸齒歯兒児辭辞濕湿實実寫写釋釈壽寿收収',
  '從従澁渋獸獣縱縦肅粛處処緖緒敍叙將将稱称涉渉燒焼證証奬奨條条狀状乘乗淨浄剩剰疊畳繩縄壤壌孃嬢讓譲',
  '釀醸觸触囑嘱眞真寢寝愼慎盡尽圖図粹粋醉酔穗穂隨随髓髄樞枢數数瀨瀬聲声齊斉靜静竊窃攝摂專専淺浅戰戦',
  '踐践錢銭潛潜纖繊禪禅雙双壯壮爭争莊荘搜捜插挿巢巣曾曽瘦痩裝装總総騷騒增増藏蔵臟臓卽即屬属續続墮堕',
  '對対體体帶帯滯滞臺台瀧滝擇択澤沢擔担單単膽胆團団斷断彈弾遲遅癡痴蟲虫晝昼鑄鋳廳庁徵徴聽聴敕勅鎭鎮',
  '遞逓鐵鉄點点轉転傳伝燈灯當当黨党盜盗稻稲鬭闘德徳獨独讀読屆届貳弐惱悩腦脳霸覇拜拝廢廃賣売麥麦發発',
  '髮髪拔抜晚晩蠻蛮祕秘濱浜甁瓶拂払佛仏倂併竝並餠餅邊辺變変辨弁瓣弁辯弁步歩寶宝豐豊襃褒飜翻每毎萬万',
  '滿満麵麺默黙彌弥譯訳藥薬與与豫予餘余譽誉搖揺樣様謠謡來来賴頼亂乱覽覧龍竜兩両獵猟綠緑淚涙壘塁禮礼',
  '勵励戾戻靈霊齡齢曆暦歷歴戀恋鍊錬爐炉勞労郞郎樓楼錄録灣湾',
  // 戸籍法施行規則 別表第二 (一): the pairs that the table joins by a stroke
  '亙亘凜凛堯尭巖巌晄晃檜桧槇槙禰祢禱祷祿禄穰穣萠萌遙遥',
  // forms that JIS X 0208 abridged in 1983, or the notice of 2010 took in unabridged
  '𠮟叱塡填剝剥頰頬鷗鴎麴麹攪撹嚙噛摑掴繫繋萊莱蠟蝋醬醤屛屏幷并瀆涜簞箪蔣蒋顚顛驒騨鰺鯵鶯鴬濤涛籠篭',
  '藪薮鹼鹸壺壷礪砺竈竃諫諌邇迩蘂蕊靭靱蠅蝿儘侭攢攅吞呑俠侠囊嚢搔掻潑溌焰焔',
  // forms met in names of people and places; 斎 and 斉 are two letters of one name
  '髙高﨑崎嵜崎邉辺斎斉濵浜槗橋桒桑舘館嶋島嶌島峯峰冨富渕淵渊淵𠮷吉栁柳桺柳薗園凉涼昻昂礒磯舩船靍鶴',
  '靏鶴鸖鶴埜野煕熙籔藪圡土塲場曻昇逹達兔兎舖舗淸清內内吳呉靑青栢柏躰体峩峨',
];

const plain = new Map<string, string>();
for (const line of pairs) {
  const letters = [...line];
  for (let i = 0; i < letters.length; i += 2) plain.set(letters[i]!, letters[i + 1]!);
}

/** The form by which a letter is found: 齋 → 斎 → 斉. */
function formOf(letter: string): string {
  const next = plain.get(letter);
  return next === undefined ? letter : formOf(next);
}
for (const letter of plain.keys()) plain.set(letter, formOf(letter));

const written = new RegExp(`[${[...plain.keys()].join('')}]`, 'gu');

/** `text` with every letter in the form by which it is found. */
export function plainForms(text: string): string {
  return text.replace(written, (letter) => plain.get(letter) ?? letter);
}
