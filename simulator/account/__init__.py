"""What the account owns beside its menus: coupons, LIFF apps."""
