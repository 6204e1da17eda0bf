"""The words of a 接龙 by what they do for the line they stand in: resources/dormitory/words.toml."""

import tomllib
from importlib.resources import files


def _words() -> dict[str, frozenset[str]]:
    classes = tomllib.loads((files("resources") / "dormitory" / "words.toml").read_text(encoding="utf-8"))
    found: dict[str, frozenset[str]] = {}
    for name, words in classes.items():
        for word in words.split():
            found[word] = found.get(word, frozenset()) | {name}
    return found


WORDS = _words()
"""Word → its classes; almost every one has one."""
NEVER_IN_NAMES = frozenset("是的很没已也都测报烧咳痛病寝室床吗呢哦啊呀吧嗯度又还只就我补人位次帮替给住填量")
"""Single characters that may stand right behind or before a name: no name ends or begins with one."""
COUGH = frozenset({"咳嗽", "干咳", "咳", "有痰", "cough"})
FEVER = frozenset({"发烧", "发热", "高烧", "低烧", "烧", "退烧", "退烧药", "发烫", "高热", "低热", "fever"})
SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹"
    "熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万钱覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包"
    "宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党"
    "宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕"
    "楚鄢劳谌奚皮粟冼蔺楼盘满闻厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮普阙浦戈伏鹿薄邸雍辜羊"
)
"""Also residents' own are counted in; a word that begins like this may be a person's name."""
_COMPOUND = (
    "欧阳司马上官诸葛皇甫尉迟公孙慕容令狐长孙宇文司徒夏侯端木百里东方南宫西门轩辕独孤呼延东郭淳于单于公冶太史申屠闻人澹台万俟"
    ""
)
COMPOUND = frozenset(_COMPOUND[n : n + 2] for n in range(0, len(_COMPOUND), 2))
"""Surnames of two characters: with one of these a name may have four."""
