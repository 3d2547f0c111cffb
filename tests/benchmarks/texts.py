"""What is written on the drawn pages of the benchmarks; all made up for this project."""

from __future__ import annotations

KOREAN = (
    "비가 그친 뒤 골목 끝 작은 서점에는 젖은 우산이 가지런히 놓여 있었다.",
    "할머니는 시장에서 산 고등어를 신문지에 싸서 천천히 걸어오셨다.",
    "이번 분기 매출은 지난해 같은 기간보다 12.4퍼센트 늘어난 것으로 집계되었다.",
    "접수한 서류는 영업일 기준 3일 안에 담당자가 확인하여 연락드립니다.",
    "버스가 고개를 넘자 멀리 푸른 바다와 등대가 한눈에 들어왔다.",
    "회의실을 사용한 뒤에는 불을 끄고 의자를 제자리에 놓아 주세요.",
    "아이들은 운동장에 모여 새로 산 축구공을 번갈아 차며 놀았다.",
    "보증 기간이 지난 제품은 부품값과 수리비를 따로 내셔야 합니다.",
    "겨울이 되면 강가에는 두루미가 날아와 얼음 위에서 먹이를 찾는다.",
    "도서관은 매주 월요일에 쉬며 공휴일에는 오후 5시에 문을 닫습니다.",
    "그는 오래된 라디오를 고쳐 책상 위에 올려 두고 저녁마다 음악을 들었다.",
    "계약 당사자는 서로의 동의 없이 권리를 다른 사람에게 넘길 수 없다.",
    "감자를 얇게 썰어 찬물에 담갔다가 물기를 빼고 기름에 바삭하게 튀긴다.",
    "지하철 2호선은 오늘 밤 11시 30분부터 선로 공사로 운행을 멈춥니다.",
    "신청서의 빈칸을 모두 채우고 도장을 찍은 다음 창구에 내면 된다.",
    "언덕 위 느티나무는 삼백 년 동안 마을을 지켜 온 나무라고 한다.",
    "약은 하루 세 번 식사하고 30분 뒤에 따뜻한 물과 함께 드십시오.",
    "연구팀은 바닷물에서 소금을 걸러 내는 값싼 막을 새로 만들었다고 밝혔다.",
    "주차 요금은 처음 30분까지 무료이고 그 뒤로 10분마다 500원입니다.",
    "창문을 열자 마당에 널어 둔 이불 냄새와 함께 봄바람이 밀려들었다.",
    "사고가 나면 먼저 다친 사람이 있는지 살피고 119에 신고해야 합니다.",
    "작가는 낡은 사진 한 장에서 이 소설이 시작되었다고 이야기했다.",
    "개인정보는 목적을 이룬 뒤 지체 없이 파기하는 것을 원칙으로 합니다.",
    "김치찌개가 끓는 동안 어머니는 달걀을 부치고 아버지는 수저를 놓으셨다.",
)

MIXED = (
    "노트북에 Ubuntu 24.04를 설치한 뒤 Docker와 Git을 차례로 설정합니다.",
    "보고서는 PDF와 Excel 두 가지 형식으로 내려받을 수 있습니다.",
    "이번 업데이트에서 Dark Mode와 Face ID 로그인이 추가되었습니다.",
    "문의 사항은 help@sample.kr 또는 02-555-0142로 연락해 주십시오.",
    "Wi-Fi 비밀번호는 Guest2026이며 매달 1일에 바뀝니다.",
    "SSD 용량은 512GB이고 메모리는 DDR5 32GB로 구성되어 있습니다.",
    "Python 3.11에서 시험했으며 CPU 사용률은 평균 37%였습니다.",
    "회의 자료는 Google Drive의 Project-B 폴더에 올려 두었습니다.",
    "배송 조회는 Tracking No. KX-204816 번호로 하실 수 있습니다.",
    "신제품 Aurora X2는 무게가 1.2kg이고 두께는 14mm입니다.",
    "QR 코드를 찍으면 Menu 화면에서 바로 주문할 수 있어요.",
    "KTX 104 열차는 Platform 7에서 오전 8시 15분에 출발합니다.",
)

JAPANESE = (
    "朝早く駅前の広場を通ると、焼きたてのパンの香りがした。",
    "この書類は三月末日までに市役所の窓口へ提出してください。",
    "祖父は庭の柿の木を大切に育て、秋になると近所に配っていた。",
    "会議は午後二時から第三会議室で始まりますので遅れないようにしてください。",
    "電車が川を渡るたびに、窓の外に白い鳥の群れが見えた。",
    "商品の返品は到着後七日以内に限り、未使用のものを受け付けます。",
    "新しいソフトウェアを使うには、まず利用者登録が必要です。",
    "雨の日は屋根をたたく音を聞きながら、本を読むのが好きだ。",
    "この薬は一日二回、朝食と夕食のあとに水で飲んでください。",
    "山の上から見下ろす町の明かりは、星空のように輝いていた。",
    "図書館では静かに過ごし、飲み物の持ち込みはご遠慮ください。",
    "工場の見学を希望する方は、電話またはメールで予約してください。",
    "彼女はカメラを片手に、古い商店街をゆっくり歩いた。",
    "資料の作成にはおよそ二週間かかる見込みです。",
)

ENGLISH = (
    "The harbour was quiet, and only two small boats rocked against the wooden pier.",
    "Please keep this receipt, because refunds cannot be made without it.",
    "Her report describes how the river changed its course over forty years.",
    "Visitors must sign the register at the gate and wear a badge at all times.",
    "A narrow path leads from the chapel to an orchard behind the old mill.",
    "The committee will meet again on 14 October to discuss the revised budget.",
    "Rinse the rice three times, then let it rest in cold water for half an hour.",
    "Payments received after 5 p.m. are credited on the following working day.",
    "He repaired clocks for a living and could tell their makers by the sound.",
    "Do not open the cover while the fan is turning; switch off the power first.",
    "Most of the letters were written in pencil and had faded to a pale grey.",
    "The survey covered 1,250 households in both the northern and southern districts.",
)

SHOPS = ("달빛문구", "한들식당", "바람골커피", "푸른약국", "소담베이커리", "우리철물")
PEOPLE = ("윤지호", "강민아", "서동현", "문가영", "홍세라", "노태우리", "배성민", "차은비")
PLACES = (
    "대전광역시 유성구 대학로 31",
    "경기도 수원시 팔달구 정조로 825",
    "전주시 완산구 기린대로 99, 2층",
    "서울특별시 종로구 자하문로 17길 8",
    "강릉시 경포로 365",
)
GOODS = (
    ("연필 12자루", 4800),
    ("비빔밥", 9000),
    ("아메리카노", 4500),
    ("감기약 10정", 3200),
    ("단팥빵", 1800),
    ("건전지 AA 4입", 5900),
    ("된장찌개", 8500),
    ("종이컵 50개", 2700),
    ("우유 900ml", 2850),
    ("고무장갑", 3500),
    ("사과 1봉", 7900),
    ("형광펜 세트", 6300),
    ("두부", 2100),
    ("김밥", 3500),
)
JAPANESE_GOODS = (
    ("牛乳", 218),
    ("食パン", 165),
    ("たまご 10個", 248),
    ("トマト", 98),
    ("おにぎり 鮭", 140),
    ("緑茶 500ml", 128),
    ("アイスクリーム", 180),
    ("洗剤", 398),
)
ENGLISH_GOODS = (
    ("Oat milk 1 l", 2.49),
    ("Rye bread", 3.2),
    ("Apples, red", 1.85),
    ("Green tea", 4.1),
    ("Batteries AA", 5.99),
    ("Notebook A5", 2.75),
    ("Soap bar", 1.3),
)
FORM_TITLES = ("휴가 신청서", "회원 가입 신청서", "물품 인수증", "경력 증명서", "수리 접수증")
LABELS = (
    "성명",
    "부서",
    "직급",
    "연락처",
    "생년월일",
    "주소",
    "접수번호",
    "신청일",
    "사유",
    "비고",
)
