"""Every reason a decision can name: one list, each with its sentence for the guard in both languages.

A sentence says what the guard sees and can do. Codes are part of the ledger and of the command line's output: they
may be added, never renamed.
"""

from typing import NamedTuple


class Reason(NamedTuple):
    """quiet: health matters, which a bystander must not be able to read or hear; shown only on a key."""

    zh: str
    en: str
    quiet: bool = False


REASONS: dict[str, Reason] = {
    # identity
    "identity-needed": Reason(
        "请出示校园码，或按 F2 查人", "Ask for the campus code, or press F2 to look the person up"
    ),
    "not-on-roster": Reason("人员名单中没有此人，校园码有效", "Not on the list of people; the campus code is valid"),
    "identities-disagree": Reason(
        "所出示的姓名或号码与此人不一致，请核对是不是本人的",
        "A name or number that was shown is not this person's; compare whose it is",
    ),
    "code-forged": Reason(
        "校园码签名不符，不是本校签发", "The campus code's signature is wrong; this campus did not issue it"
    ),
    "code-expired": Reason("校园码已过期，请重新打开", "The campus code has expired; have it opened again"),
    "code-not-yet-valid": Reason(
        "校园码尚未生效，请核对本机时间", "The campus code is not valid yet; check this PC's clock"
    ),
    "code-revoked": Reason("校园码已作废", "The campus code has been revoked"),
    "code-wrong-key": Reason("校园码的签发密钥不受信任", "The key that signed the campus code is not trusted"),
    "code-damaged": Reason("校园码内容不完整，请重新出示", "The campus code is incomplete; have it shown again"),
    "health-code-expired": Reason("健康码已过期，请刷新后再出示", "The health code has expired; have it refreshed"),
    "health-code-damaged": Reason("健康码内容不完整，请重新出示", "The health code is incomplete; have it shown again"),
    # foreign certificates
    "issuer-unknown": Reason(
        "没有签发机构的公钥，仅识别，未核真", "The issuer's key is not known here: read, not verified"
    ),
    "certificate-damaged": Reason(
        "证书内容不完整或格式不对，请重新出示", "The certificate is incomplete or malformed; have it shown again"
    ),
    "certificate-forged": Reason("证书签名不符", "The certificate's signature is wrong"),
    "certificate-expired": Reason("证书已过期", "The certificate has expired"),
    "certificate-not-yet-valid": Reason(
        "证书尚未生效，请核对本机时间", "The certificate is not valid yet; check this PC's clock"
    ),
    "certificate-key-usage": Reason(
        "签发密钥无权签发这种证书", "The key that signed it may not sign certificates of this kind"
    ),
    "certificate-revoked": Reason("证书已作废", "The certificate has been revoked"),
    "certificate-schema": Reason(
        "签名有效，格式与规定略有出入", "The signature is good; the form deviates a little from the rules"
    ),
    "issuer-key-mismatch": Reason(
        "证书写明的签发机构与密钥不符", "The key is not of the issuer that the certificate names"
    ),
    "shc-too-long": Reason("健康卡内容超长，不合规定", "The health card is longer than one code may be"),
    "shc-incomplete": Reason(
        "这是健康卡的一部分，请出示其余二维码", "This is a part of a health card; have the other codes shown"
    ),
    "code-invalid": Reason("校园码无效", "The campus code is invalid"),
    "identity-not-theirs": Reason("所出示的身份不是本人", "The identity shown is somebody else's"),
    "identity-weak": Reason(
        "本级别不认可这种身份核验方式，请另行核对",
        "At this level this does not identify a person; check in another way",
    ),
    "not-listed": Reason("人员名单中没有此人", "Not on the list of people"),
    # the campus's lists and the level
    "reference-old": Reason(
        "人员名单和审批太久没有更新，请人工核对", "The lists of people and approvals are too old; check yourself"
    ),
    "level-forbids": Reason("当前管控级别不允许通行", "The control level allows no passage here"),
    "call-supervisor": Reason(
        "请联系带班领导，按领导答复处理", "Call the leader on duty and do as they say", quiet=True
    ),
    "call-duty-room": Reason(
        "请先打电话问公寓或医疗防控值班室，按答复处理",
        "Call the dormitory or the medical duty room first and do as they say",
        quiet=True,
    ),
    "no-rule": Reason(
        "当前管控级别没有规定此处如何通行，请人工核对",
        "The control level says nothing about this place; check yourself",
    ),
    "approval-needed": Reason("先确认身份，再查审批", "The approval is looked up once the person is known"),
    "approval-not-found": Reason("没有查到审批", "No approval found"),
    "approval-other-time": Reason("审批不在有效时间内", "There is an approval, but not for this time"),
    "approval-not-accepted": Reason("所出示的审批不符合要求", "The approval shown does not do"),
    "registered-beforehand": Reason("已事先登记备案", "Registered beforehand"),
    # health codes and travel cards
    "health-code-needed": Reason("请出示健康码", "Ask for the health code"),
    "health-code-not-good": Reason("目视健康码不符合要求", "The guard saw a health code that does not do", quiet=True),
    "health-code-old": Reason("健康码不是当前页面，请刷新后再出示", "The health code page is old; have it refreshed"),
    "health-code-wants-temperature": Reason("请测量体温，由体温决定", "Take the temperature; it decides", quiet=True),
    "health-code-by-temperature": Reason(
        "健康码不是绿色，体温正常", "The health code is not green; the temperature is normal", quiet=True
    ),
    "health-code-green": Reason(
        "本级别未规定绿色健康码，请目视核验", "The level does not name a green health code; look yourself"
    ),
    "health-code-yellow": Reason("健康码为黄色", "The health code is yellow", quiet=True),
    "health-code-orange": Reason("健康码为橙色", "The health code is orange", quiet=True),
    "health-code-red": Reason("健康码为红色", "The health code is red", quiet=True),
    "health-code-grey": Reason("健康码为灰色，请目视核验", "The health code is grey; look yourself", quiet=True),
    "health-code-black": Reason(
        "健康码为黑白码，请目视核验", "The health code is black and white; look yourself", quiet=True
    ),
    "health-code-unknown": Reason(
        "看不清健康码颜色，请目视核验", "The colour of the health code cannot be told; look yourself"
    ),
    "travel-card-needed": Reason("请出示行程卡", "Ask for the travel card"),
    "travel-card-not-good": Reason("目视行程卡不符合要求", "The guard saw a travel card that does not do", quiet=True),
    "travel-card-old": Reason("行程卡不是当前页面，请刷新后再出示", "The travel card page is old; have it refreshed"),
    "travel-card-wants-temperature": Reason("请测量体温，由体温决定", "Take the temperature; it decides", quiet=True),
    "travel-card-by-temperature": Reason(
        "行程卡不是绿色，体温正常", "The travel card is not green; the temperature is normal", quiet=True
    ),
    "travel-card-green": Reason(
        "本级别未规定绿色行程卡，请目视核验", "The level does not name a green travel card; look yourself"
    ),
    "travel-card-yellow": Reason("行程卡为黄色", "The travel card is yellow", quiet=True),
    "travel-card-orange": Reason("行程卡为橙色", "The travel card is orange", quiet=True),
    "travel-card-red": Reason("行程卡为红色", "The travel card is red", quiet=True),
    "travel-card-grey": Reason("行程卡为灰色，请目视核验", "The travel card is grey; look yourself", quiet=True),
    "travel-card-black": Reason(
        "行程卡没有颜色，请目视核验", "The travel card has no colour; look yourself", quiet=True
    ),
    "travel-card-unknown": Reason(
        "看不清行程卡颜色，请目视核验", "The colour of the travel card cannot be told; look yourself"
    ),
    "place-starred": Reason("行程卡有带星号的地区", "The travel card names a place with a star", quiet=True),
    "place-at-risk": Reason("行程卡有风险地区", "The travel card names a place at risk", quiet=True),
    "exempted": Reason("按例外名单免查", "Not asked: on the list of exceptions", quiet=True),
    "page-clock-ahead": Reason(
        "页面时间晚于现在，请刷新后再出示", "The page's time lies ahead of now; have it refreshed"
    ),
    "page-clock-behind": Reason(
        "页面时间早于现在，可能是截图，请刷新后再出示",
        "The page's time lies behind now: perhaps a picture of a page; have it refreshed",
    ),
    "page-clock-stopped": Reason(
        "页面时间没有走动，可能是截图，请目视核验",
        "The page's clock stands still: perhaps a picture of a page; look at it yourself",
    ),
    "page-clock-running": Reason("页面时间正常", "The page's clock runs"),
    "page-doubtful": Reason(
        "页面没有看清，请再出示一次，或目视核验", "The page was not read surely; have it shown again, or look yourself"
    ),
    "page-invalid": Reason("页面无效，请重新打开", "The page is invalid; have it opened again"),
    # tests and vaccination
    "test-report-needed": Reason("请出示核酸报告", "Ask for the nucleic acid report"),
    "test-report-not-good": Reason(
        "目视核酸报告不符合要求", "The guard saw a test report that does not do", quiet=True
    ),
    "test-positive": Reason("检测结果为阳性", "A test is positive", quiet=True),
    "test-old": Reason("核酸采样时间太久", "The sample was taken too long ago"),
    "test-days-missing": Reason("核酸报告不是每天都有", "There is not a test report for each of the days"),
    "test-from-future": Reason("核酸采样时间晚于现在", "The sample is dated later than now"),
    "test-without-sampling": Reason("核酸报告没有采样时间", "The test report does not say when the sample was taken"),
    "test-on-record": Reason("以前出示过，已登记", "Shown before and registered"),
    "test-says-nothing": Reason("没有读到核酸阴性结果", "No negative test result could be read"),
    "vaccination-needed": Reason("请出示疫苗接种记录", "Ask for the vaccination record"),
    "vaccination-not-good": Reason("疫苗接种记录不符合要求", "The vaccination record does not do", quiet=True),
    # temperature, symptoms, mask
    "temperature-needed": Reason("请测量体温", "Take the temperature"),
    "temperature-old": Reason("体温不是刚才测的，请再测", "The temperature was not taken just now; take it again"),
    "temperature-implausible": Reason(
        "体温读数不合理，请再测", "No person has the temperature that was read; take it again"
    ),
    "rest-first": Reason(
        "体温偏高，请到旁边休息，到时间再测一次",
        "The temperature is high; have them rest at the side and measure again when the time is over",
        quiet=True,
    ),
    "with-medical": Reason(
        "校医还没有放行，请转校医",
        "The medical officer has not released this person; send to the medical duty room",
        quiet=True,
    ),
    "fever": Reason("体温偏高，请转校医", "The temperature is high; send to the medical duty room", quiet=True),
    "symptoms-needed": Reason("请询问是否发烧、咳嗽", "Ask about fever and cough"),
    "symptoms": Reason("有发烧或咳嗽，请转校医", "Fever or cough; send to the medical duty room", quiet=True),
    "mask-needed": Reason("请看口罩是否戴好", "Look whether the mask is worn rightly"),
    "mask-not-good": Reason("请戴好口罩", "The mask is missing or worn wrongly"),
    # what a lane saw and left out
    "goods-ticket": Reason("这是物资单，不是人员凭证", "This is a goods ticket, not a person's code"),
    "control-point": Reason("这是点位码，不是人员凭证", "This is the code of a control point, not of a person"),
    "identity-first": Reason("请先出示校园码，或按 F2 查人", "An identity comes first: the campus code, or F2"),
    "another-person": Reason("刚换了一位，请看清后再按", "Another person has come: look, then press again"),
    "two-codes": Reason(
        "画面里有两个人的码，请一位一位出示", "Two people's codes are in view: let them show them one at a time"
    ),
    "already-passed": Reason("此人刚刚已登记", "This person has just been registered"),
    "code-unknown": Reason("不认识这个码，请出示校园码", "Nobody's code that is known here; ask for the campus code"),
    "shown-by-another": Reason("这个码刚才有别人出示过，请核对", "Somebody else has just shown this code; compare"),
    "internal-error": Reason("程序内部出错，请人工核验", "An error inside the program; check this person yourself"),
    "not-written": Reason(
        "记录没有写入磁盘，请人工核验并登记在纸上", "The record is not on the disk; check and note it on paper"
    ),
    "entered-from-paper": Reason(
        "停电时登记在纸上，由当时值守人员判定", "Noted on paper without power; the guard decided"
    ),
    # why a record corrects another
    "later-evidence": Reason("后来又出示了新的凭证", "Something else was shown later"),
    "judged": Reason("值守人员判定", "Decided by the guard"),
    "back-wrong-person": Reason("撤回：认错了人", "Taken back: it was somebody else"),
    "back-not-through": Reason("撤回：没有进出", "Taken back: did not go through"),
    "back-wrong-way": Reason("撤回：进出方向错了", "Taken back: the other direction"),
    "back-twice": Reason("撤回：重复登记", "Taken back: registered twice"),
    "back-slip": Reason("撤回：按错了键", "Taken back: a slip of the hand"),
    "taken-back": Reason("已撤回，记录保留", "Taken back; the record is kept"),
    "started-over": Reason("清空重来：出示的检测结果作废", "Started over: the test that was shown does not count"),
}
