"""Words by which servers say that nothing is there, that nobody may look, or that somebody must log in first. Calm.

Only the makers' own wordings and general Thai and English ones: no site's own strings. They are looked for in lower
case text with single spaces.
"""

import re
from typing import Final

from oitcrawl.thai.text import WordFinder


def _any(*wordings: str) -> re.Pattern[str]:
    return re.compile("|".join(wordings))


# Words with which servers begin to say so; a headline that begins otherwise tells of something else.
APOLOGY: Final = re.compile(
    r"^(?:(?:ขออภัย|ขอโทษ|เสียใจด้วย|เกิดข้อผิดพลาด|ข้อผิดพลาด|คำเตือน|oops|sorry|error|warning|we.?re sorry|the)"
    r"(?:ค่ะ|ครับ|นะคะ)?|[^ก-๛a-z0-9])*"
)
_PAGE = "(?:หน้า|เพจ|บทความ|ข่าว|เอกสาร|ไฟล์|เนื้อหา|ลิงก์|ลิงค์)(?:เว็บไซต์|เว็บ)?"
_WANTED = "(?:ที่)?(?:คุณ|ท่าน)(?:ต้องการ|เรียก|ค้นหา|ร้องขอ|กำลังหา)[ก-๛]*"

# The page does not exist: what was asked for together with "not found", or the number of the error with its name.
NOT_THERE: Final = _any(
    r"ไม่(?:พบ|เจอ)\s?(?:หน้า(?!ที่การ|ต่าง)|เพจ|ลิงก์|ลิงค์|url|ไฟล์|เอกสาร(?:นี้|ที่)|บทความ|เนื้อหา(?:นี้|ที่)|ที่อยู่)"
    r"(?:เว็บไซต์|เว็บ)?(?:นี้|ดังกล่าว|ที่[ก-๛]*)?",
    rf"{_PAGE}\s?(?:นี้|ดังกล่าว|{_WANTED})?\s?"
    r"(?:ไม่มีอยู่(?:จริง)?|ไม่มีในระบบ|ถูกลบ(?:ไป)?แล้ว|ถูกลบออก|ได้ถูกลบ|ถูกย้ายหรือลบ)",
    r"(?:error|ข้อผิดพลาด|รหัส)\s*[:#-]?\s?404\b(?:\s*[-:]?\s*not found)?",
    r"\b404\s*[-:|!.]?\s*(?:not found|error|page not found|page|file|object|ไม่พบ[ก-๛]*)",
    r"^404[.!]?$",
    r"\b(?:page|file|object|article|document|content|resource|url|item|post)\s"
    r"(?:(?:was|is|could|can|you|were|are|the|looking|requested|for|has|been)\s){0,6}"
    r"(?:not (?:be )?found|"
    r"cannot be found|(?:does not|doesn't) exist|no longer (?:exists?|available)|deleted|removed)",
    r"nothing (?:was )?found here",
    r"oops!? that page can.?t be found",
    r"the requested url .{0,80}was not found",
    r"the page (?:you requested|you are looking for) (?:cannot|could not|might have been|does not)",
)

# The place is there and holds nothing: lists without a row, records that are gone.
NO_DATA: Final = _any(
    r"ไม่(?:พบ|มี|เจอ)\s?(?:รายการ|ข่าว|ผลลัพธ์|เอกสาร|ไฟล์)?\s?(?:ข้อมูล|รายการ|เนื้อหา)(?!ส่วนบุคคล|ข่าวสาร)"
    r"(?:(?:ที่)?(?:คุณ|ท่าน)?(?:ต้องการ|ค้นหา|เลือก|ร้องขอ|เรียก(?:ดู)?)|ในระบบ|ในขณะนี้|ในหมวดนี้|นี้)*",
    r"ยัง\s?ไม่มี(?:ข้อมูล|รายการ|เนื้อหา|เอกสาร|ไฟล์)",
    r"ไม่พบ(?:รายการ|ข่าว|เอกสาร|ผลลัพธ์|ระเบียน)",
    r"\b(?:no|0) (?:data|records?|results?|entries|items?|content|articles?|posts?)"
    r"(?: (?:was|were|is|are|to|yet|available|found|display))+",
    r"\b(?:data|record) not found\b",
    r"^no data\.?$",
    r"there (?:is|are) no (?:data|records|articles|items)",
    r"(?:หน้า|เว็บ|ข้อมูล|เนื้อหา|ส่วน)[ก-๛]*\s?(?:กำลัง|อยู่(?:ใน)?ระหว่าง(?:การ)?)\s?(?:ปรับปรุง|จัดทำ|พัฒนา)(?:ข้อมูล|เนื้อหา|หน้า)?",
    r"\bunder construction\b",
    r"\bcoming soon\b",
)

# One of these stands in every wording above, as servers spell them: looked for first, since it costs little.
TRIGGERS: Final = WordFinder(
    "ไม่พบ|ไม่เจอ|ไม่มีข้อมูล|ไม่มีรายการ|ไม่มีเนื้อหา|ไม่มีอยู่|ไม่มีในระบบ|ยังไม่มี|ถูกลบ|ถูกย้าย|404|ot found|ot be found|t exist|"
    "no longer|NOT FOUND|Not Found|No data|no data|No record|no record|No result|no result|under construction|"
    "Under Construction|coming soon|Coming Soon|อยู่ระหว่าง|กำลังปรับปรุง".split("|")
)

# A firewall, a captcha or a check of the browser in place of the page.
BLOCKED: Final = _any(
    r"checking (?:if the site connection is secure|your browser)[^|]*",
    r"just a moment\.\.\.",
    r"attention required!",
    r"verify(?:ing)? (?:that )?you are (?:a )?(?:human|not a (?:ro)?bot)",
    r"are you a (?:ro)?bot\b",
    r"prove (?:that )?you are (?:a )?human",
    r"(?:ยืนยัน|ตรวจสอบ)\s?ว่า\s?(?:คุณ|ท่าน)\s?(?:เป็นมนุษย์|ไม่ใช่\s?(?:หุ่นยนต์|โปรแกรม|บอท|bot|robot))",
    r"(?:กำลัง)?ตรวจสอบ(?:เบราว์เซอร์|บราวเซอร์|ความปลอดภัยของการเชื่อมต่อ)",
    r"กรุณากรอกรหัส(?:ในภาพ|captcha)\s?เพื่อ(?:ดำเนินการต่อ|เข้าชม)",
    r"request unsuccessful\. incapsula[^|]*",
    r"sucuri website firewall",
    r"ddos[- ]?guard|ddos protection by",
    r"protected by imunify360",
    r"the requested url was rejected\. please consult[^|]*",
    r"^request rejected$",
    r"access (?:to this (?:page|site|resource) )?(?:has been |is |was )?(?:denied|blocked)",
    r"(?:web )?application firewall",
    r"(?:web page|request|ip address|access) (?:has been |was )?blocked",
    r"fortiguard[^|]*|\battack id\b[^|]*",
    r"not acceptable!(?: an appropriate representation[^|]*)?",
    r"you have been blocked",
    r"unusual traffic from your[^|]*",
    r"enable javascript and cookies to continue",
    r"ถูก(?:ระงับ|ปิดกั้น|บล็อก|บล็อค)(?:การเข้าถึง|การเชื่อมต่อ)",
    r"(?:ไอพี|ip)\s?(?:ของ(?:คุณ|ท่าน))?\s?ถูก(?:ระงับ|บล็อก|บล็อค|ปิดกั้น)",
    r"ปฏิเสธการเข้าถึง|ไม่ได้รับอนุญาตให้เข้าถึง(?:หน้า|เว็บไซต์)",
)

# Scripts and cookies that only pages of firewalls carry; looked for in the bytes of pages that show next to nothing.
BLOCKED_CODE: Final = re.compile(
    rb"cf[-_]chl[-_]|cf-browser-verification|/cdn-cgi/challenge-platform/\w+/\w+/orchestrate|_Incapsula_Resource"
    rb"|sucuri_cloudproxy_js|awsWafCookieDomainList|aws-waf-token|ddos-guard/js-challenge|/TSPD/|bobcmn"
    rb"|geo\.captcha-delivery\.com|px-captcha|__jsl_clearance|slowAES\.decrypt|document\.cookie\s*=\s*['\"]__test="
)

# The whole site is closed for repairs. A subject is asked for: roads, bridges and water mains are closed too.
_MAINS = "ประปา|ไฟ|น้ำ|ราง|ระบาย|จราจร|สาธารณูป|ท่อ|เสียง|ผลิต|กรอง|บำบัด"
_SITE = rf"(?:เว็บ(?:ไซต์|ไซท์)?|เวบ(?:ไซต์|ไซท์)?|website|web site|ระบบ(?!{_MAINS}))"
_MENDED = r"(?:กำลัง|อยู่(?:ใน)?ระหว่าง(?:การ)?|ขณะนี้กำลัง)\s?(?:ปิด)?(?:ปรับปรุง|บำรุงรักษา|พัฒนา)"
MAINTENANCE: Final = _any(
    rf"ปิด(?:ให้บริการเพื่อ|เพื่อ|ทำการ)?\s?(?:การ)?ปรับปรุง\s?(?:ชั่วคราว)?\s?{_SITE}(?:ชั่วคราว)?",
    rf"{_SITE}\s?(?:นี้|ของเรา)?\s?(?:ปิด(?:เพื่อ)?ปรับปรุง|{_MENDED})(?:ชั่วคราว)?",
    r"(?:site|website|page|system|we|service)\S{0,3} (?:is|are|will be)?\s?(?:currently |temporarily |now )?"
    r"(?:undergoing|down for|under|closed for|performing) (?:scheduled |planned |routine |some )?maintenance",
    r"briefly unavailable for scheduled maintenance",
    r"^(?:site )?(?:under )?maintenance(?: mode)?\.?$",
    r"^(?:ปิดปรับปรุง|กำลังปรับปรุง|อยู่ระหว่างปรับปรุง)(?:ชั่วคราว)?$",
)

# Nobody lives here: sold, expired, suspended, or a server as it came out of its box.
PARKED: Final = _any(
    r"domain(?: name)? (?:\S+ )?(?:is|may be) for sale",
    r"buy this domain",
    r"this domain (?:is parked|has expired|name has expired)",
    r"(?:domain|page|site) (?:is )?parked (?:free|by|with|at)|parked domain",
    r"(?:account|website|site|hosting)(?: has been| is)? suspended",
    r"bandwidth limit exceeded",
    r"โดเมน(?:เนม)?\s?(?:นี้|ชื่อ)?\s?(?:ได้)?(?:หมดอายุ|ว่าง|ประกาศขาย)",
    r"(?:โฮสติ้ง|hosting|พื้นที่(?:เว็บ(?:ไซต์)?)?|บัญชี(?:ผู้ใช้)?|เว็บไซต์)(?:นี้)?\s?(?:ได้)?ถูกระงับ(?:การใช้งาน|ชั่วคราว)*",
    r"apache2? (?:\S+ )?default page|(?:apache|nginx|http server) test page|test page for the (?:apache|nginx|http)",
    r"welcome to nginx!|^it works!?$|^iis windows(?: server)?$|^iis\d*$",
    r"default (?:web ?site|plesk|parallels|cpanel|directadmin) page|web server'?s default page",
    r"appserv open project|^welcome to xampp|apache is functioning normally",
    r"(?:website|site|domain) (?:is )?not (?:yet )?configured|^future home of (?:something|a)",
)

LOGIN: Final = _any(
    r"เข้าสู่ระบบ|เข้าใช้งานระบบ|ลงชื่อเข้าใช้|ล็อ[กค]อิน|ชื่อผู้ใช้|รหัสผ่าน",
    r"\b(?:log|sign)\s?-?in\b|\bpassword\b|\busername\b|\bauthenticat",
)
# The page holds nothing but what the machine behind it said when it broke; each is one line of such an answer.
BROKEN: Final = _any(
    r"^(?:php )?(?:catchable )?(?:fatal|parse|syntax) error\s?:",
    r"^(?:php )?(?:warning|notice|deprecated)\s?: .{0,80}(?:\(|\bon line \d+)",
    r"\buncaught (?:\S*exception|\S*error)\b",
    r"\b(?:mysqli?|pdo|sql|pg|oci|odbc|mongo)\w*exception\b",
    r"\bsqlstate ?\[",
    r"error establishing a database connection",
    r"(?:could not|cannot|can.?t|unable to|failed to) connect to (?:the )?(?:\S+ )?"
    r"(?:database|mysql|sql server|server)",
    r"(?:database|connection) (?:error|failed)\s?(?::|$)",
    r"you have an error in your sql syntax",
    r"access denied for user '?\S+@",
    r"server error in '[^']*' application",
    r"microsoft ole db provider for|microsoft vbscript (?:runtime|compilation) error|active server pages error",
    r"^(?:http )?(?:error )?(?:500|502|503|504)\b.{0,6}(?:internal server|bad gateway|service unavailable|gateway)",
    r"^(?:500 )?internal server error",
    r"the website encountered an unexpected error",
    r"there has been a critical error on (?:this|your) website",
    r"(?:เชื่อมต่อ|ติดต่อ)(?:กับ)?(?:ระบบ)?ฐานข้อมูลไม่(?:ได้|สำเร็จ)|ไม่สามารถ(?:เชื่อมต่อ|ติดต่อ)(?:กับ)?(?:ระบบ)?ฐานข้อมูล",
)
# What stands below it: the stack, the source, the versions.
BROKEN_TRACE: Final = _any(
    r"^#\d+ |stack ?trace|\bthrown in\b|\bon line \d+|\bline \d+|\bin (?:/|[a-z]:\\)\S+|exception\b",
    r"^(?:line \d+:|\[|at [\w.]+\()|source (?:error|file)|^description:|version information|error '[0-9a-f]{8}'",
    r"(?:could|can) ?not (?:connect|select|open)|connection (?:refused|failed)",
    r"\bdebug|try again later|contact the \S* ?admin",
)
# Services that a person logs in to are what an agency must show: their door is their page.
SERVICE: Final = _any(
    r"e-?\s?service|one stop|\boss\b",
    r"บริการ|ร้องเรียน|ร้องทุกข์|แจ้งเบาะแส|คำร้อง|คำขอ|จองคิว|ลงทะเบียน|สมัคร|ชำระ|ยื่น|สายตรง|ประชาชน",
)

# What short lines of counters are about; they differ on every visit.
COUNTERS: Final = _any(
    r"ผู้(?:เข้า)?(?:เยี่ยม)?ชม|สถิติ|จำนวน(?:ครั้ง|คน|ผู้)|เปิดดู|เปิดอ่าน|อ่านแล้ว|ออนไลน์|วันนี้|เมื่อวาน|เดือนนี้|ปีนี้",
    r"\b(?:visitors?|views?|hits?|online|today|yesterday|page generated|render)\b",
)
# A clock, with its seconds or without, and what it calls itself.
CLOCK: Final = _any(
    r"(?:ขณะนี้|ตอนนี้|ปัจจุบัน)?\s*เวลา\s*(?:ขณะนี้|ปัจจุบัน)?\s*:?\s*(?=\d)",
    r"\b\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\b\s*(?:น\.|am\b|pm\b|นาฬิกา)?",
)
# What is left of a counter without its number.
UNITS: Final = _any(r"ทั้งหมด|ขณะนี้|รวม|คน|ครั้ง|ราย|ท่าน|หน้า|เว็บไซต์|วันที่|\bip\b|\b(?:total|times|people|page)\b")
_MONTHS = (
    "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม "
    "ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค."
).split()
DATES: Final = _any(
    # spaces are counted: without end they would take time by their cube
    r"(?:วัน)?(?:จันทร์|อังคาร|พุธ|พฤหัสบดี|ศุกร์|เสาร์|อาทิตย์)?(?:ที่)?\s{0,9}\d{0,9}\s{0,9}"
    rf"(?:{'|'.join(map(re.escape, _MONTHS))})(?:\s{{0,9}}(?:พ\.ศ\.)?\s{{0,9}}\d{{4}})?",
    r"\d{1,4}[-/:.]\d{1,2}(?:[-/:.]\d{1,4})?",
)
