"""Draws the three samples of the home page (`static/img/samples/*.png`).

Run by hand where a Korean font is at hand: `python -m tests.draw_samples REGULAR.ttf BOLD.ttf`.
People, shops and numbers are made up.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

TARGET = Path(__file__).resolve().parents[1] / "static" / "img" / "samples"
INK, GREY = 30, 120


class Sheet:
    """A white sheet, written from the top down; sizes in pixels."""

    def __init__(self, width: int, height: int, regular: str, bold: str) -> None:
        self.image = Image.new("L", (width, height), 255)
        self.draw = ImageDraw.Draw(self.image)
        self.width = width
        self.fonts = (regular, bold)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: int = 26,
        *,
        bold: bool = False,
        anchor: str = "lt",
    ) -> None:
        font = ImageFont.truetype(self.fonts[bold], size)
        self.draw.text((x, y), words, fill=INK, font=font, anchor=anchor)

    def line(self, x1: float, y1: float, x2: float, y2: float, width: int = 2) -> None:
        self.draw.line((x1, y1, x2, y2), fill=GREY, width=width)

    def save(self, name: str) -> None:
        TARGET.mkdir(parents=True, exist_ok=True)
        grey = self.image.quantize(16)
        grey.save(TARGET / f"{name}.png", optimize=True)


def receipt(regular: str, bold: str) -> None:
    sheet = Sheet(680, 980, regular, bold)
    middle = sheet.width / 2
    sheet.text(middle, 50, "영 수 증", 46, bold=True, anchor="mt")
    sheet.text(middle, 122, "나루서점 한강점", 30, anchor="mt")
    for index, words in enumerate(
        ("사업자등록번호 123-45-67890", "서울시 마포구 강변로 25, 1층", "전화 02-345-6789")
    ):
        sheet.text(middle, 172 + index * 36, words, 24, anchor="mt")
    sheet.text(60, 306, "2026-11-20 14:05", 24)
    sheet.text(620, 306, "번호 0412-0031", 24, anchor="rt")
    sheet.line(60, 350, 620, 350)
    rows = (
        ("한글의 탄생", "1", "18,000"),
        ("도시 산책 지도", "2", "24,000"),
        ("연필 HB 12자루", "1", "9,600"),
        ("노트 A5 줄", "3", "10,500"),
        ("종이봉투", "1", "100"),
    )
    for index, (name, count, price) in enumerate(rows):
        y = 374 + index * 48
        sheet.text(60, y, name)
        sheet.text(440, y, count, anchor="rt")
        sheet.text(620, y, price, anchor="rt")
    sheet.line(60, 624, 620, 624)
    sheet.text(60, 648, "공급가액")
    sheet.text(620, 648, "56,545", anchor="rt")
    sheet.text(60, 692, "부가세")
    sheet.text(620, 692, "5,655", anchor="rt")
    sheet.text(60, 744, "합계", 36, bold=True)
    sheet.text(620, 744, "62,200원", 36, bold=True, anchor="rt")
    sheet.line(60, 804, 620, 804)
    sheet.text(60, 828, "신용카드 5310-****-****-2048", 24)
    sheet.text(60, 866, "승인번호 30418856", 24)
    sheet.text(middle, 920, "교환과 환불은 7일 안에 가능합니다.", 22, anchor="mt")
    sheet.save("receipt")


def application(regular: str, bold: str) -> None:
    sheet = Sheet(860, 1120, regular, bold)
    sheet.text(430, 60, "회의실 사용 신청서", 46, bold=True, anchor="mt")
    sheet.text(800, 140, "접수번호 2026-1127", 24, anchor="rt")
    rows = (
        ("신청인", "윤서하"),
        ("소속", "연구지원팀"),
        ("연락처", "010-2345-6789"),
        ("이메일", "seoha@example.com"),
        ("사용 일시", "2026년 12월 3일 10:00 ~ 12:00"),
        ("장소", "본관 4층 소회의실 B"),
        ("인원", "8명"),
        ("사용 목적", "4분기 자료 전산화 계획 논의"),
        ("필요 장비", "빔 프로젝터, 화이트보드"),
    )
    top = 190
    for index, (label, value) in enumerate(rows):
        y = top + index * 66
        sheet.line(60, y, 800, y)
        sheet.text(84, y + 20, label, 26, bold=True)
        sheet.text(290, y + 20, value, 26)
    bottom = top + len(rows) * 66
    for x in (60, 266, 800):
        sheet.line(x, top, x, bottom)
    sheet.line(60, bottom, 800, bottom)
    sheet.text(60, 830, "위와 같이 회의실 사용을 신청합니다.", 28)
    sheet.text(60, 876, "사용 뒤에는 자리를 정리하고 불을 끄겠습니다.", 28)
    sheet.text(430, 960, "2026년 11월 20일", 28, anchor="mt")
    sheet.text(800, 1030, "신청인  윤서하  (서명)", 28, anchor="rt")
    sheet.save("application")


def table(regular: str, bold: str) -> None:
    sheet = Sheet(1000, 760, regular, bold)
    sheet.text(60, 56, "2026년 3분기 지점별 판매 현황", 38, bold=True)
    sheet.text(940, 116, "단위: 천 원", 22, anchor="rt")
    rows = (
        ("지점", "7월", "8월", "9월", "합계"),
        ("한강점", "12,480", "13,105", "11,920", "37,505"),
        ("북촌점", "8,300", "9,040", "9,515", "26,855"),
        ("해운대점", "15,760", "18,220", "14,330", "48,310"),
        ("둔산점", "6,925", "7,110", "7,480", "21,515"),
        ("전주점", "5,240", "5,655", "6,010", "16,905"),
        ("합계", "48,705", "53,130", "49,255", "151,090"),
    )
    lefts = (60, 280, 445, 610, 775, 940)
    top, height = 156, 66
    for index, row in enumerate(rows):
        y = top + index * height
        sheet.line(60, y, 940, y)
        heavy = index in (0, len(rows) - 1)
        sheet.text(84, y + 20, row[0], 26, bold=heavy)
        for column, value in enumerate(row[1:], 2):
            sheet.text(lefts[column] - 24, y + 20, value, 26, bold=heavy, anchor="rt")
    bottom = top + len(rows) * height
    sheet.line(60, bottom, 940, bottom)
    for x in lefts:
        sheet.line(x, top, x, bottom)
    sheet.text(60, 652, "9월에는 새 학기 행사가 끝나 모든 지점의 방문객이 줄었습니다.", 26)
    sheet.text(60, 694, "해운대점은 8월에 가장 많이 팔았습니다.", 26)
    sheet.save("table")


if __name__ == "__main__":
    for paint in (receipt, application, table):
        paint(*sys.argv[1:3])
