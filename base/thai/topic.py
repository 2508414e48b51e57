"""What a message says that people talked about, or will: «คุยกันเรื่องน้ำประปา», «about water»."""

from __future__ import annotations

import re

TOPIC = re.compile(
    r"(?:(?:คุย|พูด|หารือ|ปรึกษา|ประชุม|ชี้แจง)(?:กัน)?เรื่อง|เรื่อง|หัวข้อ|ประเด็น|\btopics?\b|\babout\b)[\s:]*"
    r"(?P<topic>\S.*)",
    re.DOTALL | re.IGNORECASE,
)
