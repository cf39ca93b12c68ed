"""Lao letters in Thai text become Thai; Lao stays Lao."""

import pytest

from oitcrawl.thai.lao import thai_of_lao


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("คະແນນຂອງหน่วยงาน", "คะแนนของหน่วยงาน"),
        ("ກາຣຈັດຊື້ອຈັດຈ້າງพัສດຸ", "การจัดซื้อจัดจ้างพัสดุ"),
        ("ເຊື້ອเพລິงแລະກາรຊ່ອມແຊມ", "เชื้อเพลิงและการซ่อมแซม"),
        ("ພາສາລາວ ສະບາຍດີ", "ພາສາລາວ ສະບາຍດີ"),
        ("ภาษาลาว: ພາສາລາວ, สวัสดี: ສະບາຍດີ", "ภาษาลาว: ພາສາລາວ, สวัสดี: ສະບາຍດີ"),
        ("ภาษาไทย", "ภาษาไทย"),
    ],
)
def test_only_words_of_both_scripts_are_thai(written, meant):
    assert meant == thai_of_lao(written)
